import { unitOf } from '../../domain/deadline/sum-of-amounts.ts';
import type { PolicySource } from '../load/policy-source.ts';
import type { Problem } from '../load/problem.ts';
import { rightsOf } from '../rights/rights.ts';
import type { PackContent } from '../schema/pack.ts';
import { clocksOf, ladderStepsOf, noticesOf } from './pack-parts.ts';

/** What an extension and a hand-over need: an amount that can be added, somebody who is told, a person whom the event names. */
export function checkOwners(pack: PackContent, source: PolicySource): Problem[] {
  return [...checkExtensions(pack, source), ...checkNamedPersons(pack, source), ...checkAssignment(pack, source)];
}

function checkExtensions(pack: PackContent, source: PolicySource): Problem[] {
  const { switchedOff, notices } = pack.kinds.complaint;
  const isOff = switchedOff.includes('extend');
  const isTold = notices.some(({ on, to, when }) => on === 'extended' && to === 'customer' && !when);
  return clocksOf(pack).flatMap(({ path, part, name }) => {
    if (!part.extension) return [];
    const at = [...path, 'extension'];
    if (unitOf(part.extension) !== unitOf(part.due)) {
      const units = `${unitOf(part.extension)}, its \`due\` in ${unitOf(part.due)}`;
      return [source.refusal(at, `Clock \`${name}\` is extended in ${units}: one unit is needed.`)];
    }
    if (isOff) return [source.warning(at, `Clock \`${name}\` can never be extended: \`extend\` is switched off.`)];
    return isTold
      ? []
      : [source.refusal(at, `Clock \`${name}\` can be extended, but no notice on \`extended\` tells the customer.`)];
  });
}

function names(event: string, person: string): boolean {
  if (person === 'former-contact') return event === 'contactCorrected';
  return (
    event.startsWith('handOver') ||
    (person === 'receiver' && ['shared', 'unshared', 'questionAnswered'].includes(event))
  );
}

/** `giver` and `receiver` stand for the persons whom a hand-over names: any other event has none. */
function checkNamedPersons(pack: PackContent, source: PolicySource): Problem[] {
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

function checkAssignment(pack: PackContent, source: PolicySource): Problem[] {
  const { assignment } = pack.kinds.complaint;
  if (assignment.mode === 'none') return [];
  const path = ['kinds', 'complaint', 'assignment', 'among'];
  const { among } = assignment;
  if (!pack.roles[among]) return [source.refusal(path, `There is no role \`${among}\` in this pack.`)];
  // A case can only belong to somebody who may act on it (G-04); an earlier pack stays as it was published.
  if (pack.reading !== 3 || rightsOf(pack)[among]?.commands.answer) return [];
  return [source.refusal(path, `\`${among}\` may answer nothing: nobody of it can own a complaint.`)];
}
