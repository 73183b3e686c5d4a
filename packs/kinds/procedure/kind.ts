import { procedure as procedureRules } from '../../../domain/procedure/kind.ts';
import type { PackContent } from '../../schema/pack.ts';
import { commandsOf } from '../../vocabulary/names.ts';
import type { KindOfPolicy } from '../kind-of-policy.ts';
import { groupReference, listed, type Named, namesAmong, type Placed, placed, roleReferences } from '../placed.ts';
import { checkProcedures } from './checks.ts';
import { procedureRights, procedureSliceFor } from './pinned-policy.ts';
import type { Procedure } from './schema.ts';
import { reportNotices, stepClocks } from './steps.ts';

const path = ['kinds', 'procedure'];

function proceduresOf({ kinds }: PackContent): Named<Procedure>[] {
  return placed(path, kinds.procedure ?? {});
}

function stepsOf(pack: PackContent) {
  return proceduresOf(pack).flatMap((one) => placed([...one.path, 'steps'], one.part.steps));
}

function partiesOf(pack: PackContent) {
  return proceduresOf(pack).flatMap((one) => placed([...one.path, 'parties'], one.part.parties ?? {}));
}

/** Who may start one, or end one without a result. */
function peopleOf(pack: PackContent): Placed<Procedure['withdraw']>[] {
  return proceduresOf(pack).flatMap((one) => [
    { path: [...one.path, 'withdraw'], part: one.part.withdraw },
    ...(one.part.trigger.request
      ? [{ path: [...one.path, 'trigger', 'request'], part: one.part.trigger.request }]
      : []),
  ]);
}

/** What is owed by a time and comes again. Its category is which procedure it is. */
export const procedure: KindOfPolicy = {
  clocks: (pack) => proceduresOf(pack).flatMap((one) => placed([...one.path, 'steps'], stepClocks(one.part))),
  notices: (pack) => [
    ...proceduresOf(pack).flatMap((one) => listed([...one.path, 'notices'], one.part.notices ?? [])),
    ...proceduresOf(pack).flatMap((one) => reportNotices(pack, one.part).map((part) => ({ path: one.path, part }))),
    // What every step tells its people, whatever else a procedure tells.
    ...proceduresOf(pack).map((one) => ({
      path: one.path,
      part: {
        source: 'ours' as const,
        on: 'stepBegan',
        to: 'owner' as const,
        channels: ['email' as const],
        template: 'procedure-step',
        urgent: false,
      },
    })),
  ],
  decisions: (pack) => [
    ...proceduresOf(pack),
    ...stepsOf(pack),
    ...peopleOf(pack),
    ...proceduresOf(pack).flatMap(({ path: at, part: { register } }) =>
      register ? [{ path: [...at, 'register'], part: register }] : [],
    ),
    ...partiesOf(pack),
    ...stepsOf(pack).flatMap((step) => [
      ...placed([...step.path, 'fields'], step.part.fields ?? {}),
      ...placed([...step.path, 'criteria'], step.part.criteria ?? {}),
      ...placed([...step.path, 'findings'], step.part.findings ?? {}),
    ]),
  ],
  commandNames: commandsOf(procedureRules, ['open']),
  references: (pack) => [
    ...[...stepsOf(pack), ...peopleOf(pack)].flatMap((part) => roleReferences(pack, part)),
    ...partiesOf(pack).flatMap(({ path: at, part }) => namesAmong([...at, 'role'], [part.role], 'role', pack.roles)),
    ...proceduresOf(pack).flatMap((one) => [
      groupReference(pack, one.path, one.part),
      ...namesAmong([...one.path, 'readers'], one.part.readers ?? [], 'role', pack.roles),
    ]),
  ],
  checks: [checkProcedures],
  rights: procedureRights,
  ownCategories: ({ kinds }) => Object.keys(kinds.procedure ?? {}),
  policyFor: (pack, { category }) => procedureSliceFor(pack, category),
  titleOfCategory: ({ procedure: procedures = {} }, category) => procedures[category],
  titleOfClock: ({ procedure: procedures = {} }, clock, category) => procedures[category]?.steps[clock],
  isLater: true,
};
