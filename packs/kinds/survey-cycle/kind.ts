import { surveyCycle as surveyCycleRules } from '../../../domain/survey-cycle/kind.ts';
import type { PackContent } from '../../schema/pack.ts';
import { commandsOf } from '../../vocabulary/names.ts';
import type { KindOfPolicy } from '../kind-of-policy.ts';
import { clocksAndNotices, groupReference, placed, roleReferences } from '../placed.ts';
import { checkStepClocks } from './checks.ts';
import { surveyCycleRights, surveyCycleSliceFor } from './pinned-policy.ts';

const path = ['kinds', 'surveyCycle'];

function stepsOf({ kinds }: PackContent) {
  return placed([...path, 'steps'], kinds.surveyCycle?.steps ?? {});
}

/** Satisfaction asked after a programme. It has one category, which is called as the cycle is. */
export const surveyCycle: KindOfPolicy = {
  clocks: ({ kinds }) => clocksAndNotices(path, kinds.surveyCycle).clocks,
  notices: ({ kinds }) => clocksAndNotices(path, kinds.surveyCycle).notices,
  decisions(pack) {
    const rules = pack.kinds.surveyCycle;
    if (!rules) return [];
    return [{ path, part: rules }, { path: [...path, 'collection'], part: rules.collection }, ...stepsOf(pack)];
  },
  commandNames: commandsOf(surveyCycleRules, ['open']),
  references: (pack) => [
    ...stepsOf(pack).flatMap((step) => roleReferences(pack, step)),
    ...(pack.kinds.surveyCycle ? [groupReference(pack, path, pack.kinds.surveyCycle)] : []),
  ],
  checks: [checkStepClocks],
  followsProgramme: true,
  rights: surveyCycleRights,
  policyFor: surveyCycleSliceFor,
  titleOfCategory: (kinds) => kinds.surveyCycle,
  titleOfClock: (kinds, clock) => kinds.surveyCycle?.clocks[clock],
};
