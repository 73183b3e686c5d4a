import type { RegistryAction } from '../../../domain/customer/record.ts';
import { recordChange as recordChangeRules } from '../../../domain/record-change/kind.ts';
import type { PackContent } from '../../schema/pack.ts';
import { commandsOf } from '../../vocabulary/names.ts';
import type { KindOfPolicy, Title } from '../kind-of-policy.ts';
import { clocksAndNotices, groupReference, placed, roleReferences } from '../placed.ts';
import { recordChangeRights, recordChangeSliceFor } from './pinned-policy.ts';

const path = ['kinds', 'recordChange'];

/** The steps, each with the roles that take it. */
function stepsOf({ kinds }: PackContent) {
  return placed([...path, 'steps'], kinds.recordChange.steps);
}

/** Customers' records changed by form. Its category is what the form asks for. */
export const recordChange: KindOfPolicy = {
  clocks: ({ kinds }) => clocksAndNotices(path, kinds.recordChange).clocks,
  notices: ({ kinds }) => clocksAndNotices(path, kinds.recordChange).notices,
  decisions: (pack) => [
    { path, part: pack.kinds.recordChange },
    ...placed([...path, 'actions'], pack.kinds.recordChange.actions),
    ...stepsOf(pack),
    { path: [...path, 'separation'], part: pack.kinds.recordChange.separation },
  ],
  commandNames: commandsOf(recordChangeRules, ['open']),
  references: (pack) => [
    ...stepsOf(pack).flatMap((step) => roleReferences(pack, step)),
    groupReference(pack, path, pack.kinds.recordChange),
  ],
  checks: [],
  rights: recordChangeRights,
  policyFor: (pack, { category }) => recordChangeSliceFor(pack, category as RegistryAction),
  titleOfCategory: ({ recordChange: { actions } }, category) => (actions as Record<string, Title>)[category],
  titleOfClock: ({ recordChange: rules }, clock) => rules.clocks[clock],
};
