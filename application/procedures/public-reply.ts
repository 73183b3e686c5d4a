/** What is carried out in public: its words are read by everybody (F-17). */
import { readTexts } from '../../db/cases/vault.ts';
import { staffOf } from '../../db/organisation/staff.ts';
import { mayRead } from '../../domain/case/rights.ts';
import { namesPerson, privateIn } from '../../packs/words/confidential.ts';
import type { Call } from '../call.ts';
import { isCaseNumber } from '../cases/case-number.ts';
import { contactIn, customerEntry } from '../cases/customer-contact.ts';
import { forRights, lookUpCase, pinnedPack } from '../cases/reading/find-case.ts';
import { invalid } from '../refused.ts';
import { stepsMeant } from './steps-meant.ts';

type Of = Pick<Call, 'dependencies' | 'found' | 'pack'>;

/** @throws Refused `Invalid` if the step is public and its words hold what is not for everybody */
export async function mustBeForEverybody(
  call: Of & Pick<Call, 'principal'>,
  { step, text }: { step?: string | undefined; text: string },
): Promise<void> {
  if (!stepsMeant(call, 'carry-out', step).some(({ policy }) => policy?.isPublic)) return;
  if (privateIn(text, pinnedPack(call)).length > 0) {
    throw invalid('text', 'is read by everybody: it holds a number or an address that is not for everybody');
  }
  const names = await namesOfPersons(call);
  if (names.some((name) => namesPerson(text, name))) {
    throw invalid('text', 'is read by everybody: it names a person of the case that it is about');
  }
}

/**
 * The names of the customers whose complaints the words of this procedure name. A number counts if its writer may read that
 * case. So nobody learns by a refusal what is in a case that is not theirs.
 */
async function namesOfPersons({ dependencies, found }: Of): Promise<string[]> {
  const { database, packs } = dependencies;
  const { organisation } = found;
  const directory = new Map((await staffOf(database, organisation)).map((person) => [person._id, person]));
  const names: string[] = [];
  for (const { content } of await readTexts(database, found.words)) {
    const writer = directory.get(String(content.by));
    if (!writer) continue;
    for (const number of numbersIn(content)) {
      const other = await lookUpCase(dependencies, organisation, number);
      if (!other || !mayRead({ ...writer, id: writer._id }, forRights(packs, other))) continue;
      const { name } = contactIn(await customerEntry(database, other));
      if (name) names.push(name);
    }
  }
  return names;
}

function numbersIn(content: object): string[] {
  const written = JSON.stringify(content).match(/[A-Z]{2}-[A-Z]-[0-9A-Z]{5}-[0-9A-Z]{6}/g) ?? [];
  return [...new Set(written)].filter(isCaseNumber);
}
