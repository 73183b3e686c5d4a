import type { PolicySource } from '../load/policy-source.ts';
import type { Problem } from '../load/problem.ts';
import type { PackContent } from '../schema/pack.ts';
import { ladderStepsOf, noticesOf } from './pack-parts.ts';

function names(event: string, person: string): boolean {
  if (person === 'former-contact') return event === 'contactCorrected';
  return (
    event.startsWith('handOver') ||
    (person === 'receiver' && ['shared', 'unshared', 'questionAnswered'].includes(event))
  );
}

/** `giver` and `receiver` stand for the persons whom a hand-over names: any other event has none. */
export function checkNamedPersons(pack: PackContent, source: PolicySource): Problem[] {
  const isNamed = (to: string) => to === 'giver' || to === 'receiver' || to === 'former-contact';
  const inNotices = noticesOf(pack)
    .filter(({ part }) => isNamed(part.to) && !names(part.on, part.to))
    .map(({ path, part }) =>
      source.refusal(
        [...path, 'to'],
        `\`${part.to}\` is nobody at \`${part.on}\`: only a hand-over, and for \`receiver\` a sharing or an answer to a question, names one.`,
      ),
    );
  const inLadders = ladderStepsOf(pack).flatMap(({ path, part }) =>
    part.tell.filter(isNamed).map((to) => source.refusal([...path, 'tell'], `\`${to}\` is nobody on a ladder.`)),
  );
  return [...inNotices, ...inLadders];
}
