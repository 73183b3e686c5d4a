/** Who came after a version of the policy was published is asked to acknowledge it as well (F-11). */
import type { CaseView } from '../../domain/case/view.ts';
import { detailOf } from '../../domain/details.ts';
import type { Pack } from '../../packs/schema.ts';

/** The procedures of a pack by which every version of it is acknowledged, and the roles of those who are asked. */
export function acknowledgementsIn({ kinds }: Pick<Pack, 'kinds'>): { id: string; roles: string[] }[] {
  return Object.entries(kinds.procedure ?? {}).flatMap(([id, { trigger, steps }]) => {
    const all = Object.values(steps);
    // A procedure with other steps would ask the new colleague to do what others have done already.
    const isReading = all.every((step) => step.do === 'acknowledge');
    return trigger.event === 'policy-published' && isReading ? [{ id, roles: all.flatMap(({ roles }) => roles) }] : [];
  });
}

/**
 * Who of these people has not been asked yet, by what the occurrences under a version have asked. Nobody as long as none of
 * them has asked all who are here.
 */
export function joinersAmong(people: readonly string[], occurrences: readonly CaseView[]): string[] {
  const all = occurrences.map((view) => detailOf(view, 'procedure'));
  const lists = all.flatMap(({ steps }) => steps.flatMap(({ asked }) => (asked ? [asked] : [])));
  const isAsked = all.some(({ asks, steps }) => asks === undefined && steps.some(({ asked }) => asked !== null));
  const known = new Set([...lists.flat(), ...all.flatMap(({ asks = [] }) => asks)]);
  return isAsked ? people.filter((id) => !known.has(id)) : [];
}
