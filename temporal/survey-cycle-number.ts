import { caseNumber, kindLetters } from './case-number.ts';

/** What makes two openings of a survey cycle the same: a programme has one for each time that it ends. */
export interface EndedProgramme {
  programme: string;
  /** Its last local day. */
  endedOn: string;
}

/** Who a cycle's opening belongs to, in the place of a person, and its key: whoever starts it, it is the same one. */
export function surveyCycleKey({ programme, endedOn }: EndedProgramme): { principal: string; key: string } {
  return { principal: 'programme', key: `${programme}/${endedOn}` };
}

/** The number of the cycle that follows a programme: the same however often, and by whomever, it is started. */
export function surveyCycleNumber(
  secret: string,
  { id, prefix }: { id: string; prefix: string },
  ended: EndedProgramme,
): string {
  const { principal, key } = surveyCycleKey(ended);
  return caseNumber(secret, prefix, kindLetters.surveyCycle, [id, principal, key]);
}
