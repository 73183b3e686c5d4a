import { expect, test } from '@jest/globals';
import { procedureSliceFor } from '../../packs/kinds/procedure/pinned-policy.ts';
import { procedureForCalendars } from '../../packs/kinds/procedure/steps.ts';
import { latest, loadPacks } from '../../packs/load/load.ts';
import { changed, folderWith, saudiCalendar, seventhPack } from '../support/samples/policies-on-disk.ts';
import { weeklyWalk } from '../support/samples/weekly-walk.ts';

function loaded(text = weeklyWalk) {
  const files = { 'calendars/saudi-arabia/v1.yaml': saudiCalendar(), 'seventh/v1.yaml': seventhPack() };
  return loadPacks([folderWith({ ...files, 'seventh/v2.yaml': text })], '2026-11-22');
}

test('an organisation writes a new duty into its policy, and no code', () => {
  const { packs, problems } = loaded();
  expect(problems).toEqual([]);
  const pack = latest(packs, 'seventh');
  const policy = pack && procedureSliceFor(pack, 'weekly-walk');
  expect(policy?.steps.map(({ id, do: kind, after }) => [id, kind, after])).toEqual([
    ['walk', 'carry-out', []],
    ['report', 'prepare', ['walk']],
    ['decision', 'decide', ['report']],
  ]);
  expect(policy?.clocks.map(({ id, start, stop }) => [id, start.on, stop.on])).toEqual([
    ['walk', ['stepBegan:walk'], ['stepDone:walk', 'returned:walk']],
    ['report', ['stepBegan:report'], ['stepDone:report', 'returned:report']],
    ['decision', ['stepBegan:decision'], ['stepDone:decision', 'returned:decision']],
  ]);
  expect(policy?.follow).not.toBeNull();
});

/** A change of the policy: proposed, approved, in force. */
const change = `${changed(
  weeklyWalk,
  'kinds:\n  procedure:',
  `kinds:
  procedure:
    policy-change:
      source: ours
      title: { ar: "تغيير السياسة", en: "Change of the policy" }
      group: care
      trigger: { request: { source: ours, roles: [manager] } }
      withdraw: { source: ours, roles: [manager] }
      steps:
        draft: { source: ours, title: { ar: "الإعداد", en: "Draft" }, do: prepare, roles: [supervisor], due: { workingDays: 1 }, ladder: survey-step, findings: { changed: { source: ours, title: { ar: "معدل", en: "Changed" } } } }
        version: { source: ours, title: { ar: "الإصدار", en: "Version" }, do: prepare, proposes: version, onlyIf: { step: draft, found: changed }, roles: [supervisor], due: { workingDays: 1 }, ladder: survey-step }
        adoption: { source: ours, title: { ar: "الاعتماد", en: "Adoption" }, do: approve, publishes: true, onlyIf: { step: draft, found: changed }, roles: [manager], due: { workingDays: 1 }, ladder: survey-step }
        filing: { source: ours, title: { ar: "الحفظ", en: "Filing" }, do: archive, by: draft, roles: [supervisor], due: { workingDays: 1 }, ladder: survey-step }`,
)}`;

test('a version may be proposed and published by a procedure', () => {
  const { packs, problems } = loaded(change);
  expect(problems).toEqual([]);
  const pack = latest(packs, 'seventh');
  const policy = pack && procedureSliceFor(pack, 'policy-change');
  expect(policy?.steps.map(({ proposes, publishes, by }) => [proposes, publishes, by])).toEqual([
    [undefined, undefined, undefined],
    ['version', undefined, undefined],
    [undefined, true, undefined],
    [undefined, undefined, 'draft'],
  ]);
  expect(policy?.clocks.find(({ id }) => id === 'adoption')?.stop.on).toContain('publicationRefused:adoption');
});

test('a calendar may be proposed and published by a procedure, by which calendars are then changed', () => {
  const { packs, problems } = loaded(changed(change, 'proposes: version', 'proposes: calendar'));
  expect(problems).toEqual([]);
  const pack = latest(packs, 'seventh');
  expect(pack && procedureForCalendars(pack)).toBe('policy-change');
  const other = latest(loaded(change).packs, 'seventh');
  expect(other && procedureForCalendars(other)).toBeUndefined();
});

test.each([
  ['a version that nobody publishes', ', publishes: true', '', 'proposes what no later step publishes'],
  ['a publication of nothing', ', proposes: version', '', 'no step before it proposes a version'],
  [
    'a publication of one of two versions',
    'do: prepare, roles: [supervisor], due: { workingDays: 1 }, ladder: survey-step, findings: { changed',
    'do: prepare, proposes: version, roles: [supervisor], due: { workingDays: 1 }, ladder: survey-step, findings: { changed',
    'may publish this or that',
  ],
  ['a proposal in an approval', 'do: approve, publishes: true', 'do: approve, proposes: version', 'is for `prepare`'],
  ['a publication without an approval', 'do: approve, publishes', 'do: carry-out, publishes', 'is for `approve`'],
  [
    'a publication that may begin without its version',
    'publishes: true, onlyIf: { step: draft, found: changed },',
    'publishes: true,',
    'may begin although `version` was skipped',
  ],
  [
    'an approval after what is in force',
    'do: archive, by: draft, roles: [supervisor]',
    'do: approve, roles: [manager]',
    'is not the last one that is signed',
  ],
  ['a step of people of whom there are none', 'by: draft', 'by: adoption', 'in which nobody brings anything'],
  [
    'a step of people of a later one',
    'do: prepare, proposes',
    'do: prepare, by: filing, proposes',
    'does not end before it',
  ],
  [
    'a step of people who may not take it',
    'by: draft, roles: [supervisor]',
    'by: draft, roles: [manager]',
    'may lack its roles',
  ],
  ['a step that its own author signs', 'publishes: true,', 'publishes: true, by: draft,', 'signed by who made'],
])('a policy is refused that has %s (N-01, N-03)', (_, from, to, says) => {
  const { problems } = loaded(changed(change, from, to));
  expect(problems.map(({ message }) => message).join('\n')).toContain(says);
});

/** Procedures that evaluate, each with the one whose missed target starts it. */
function evaluating(starters: Record<string, string>): string {
  const title = 'source: ours, title: { ar: "تقييم", en: "Evaluation" }';
  const step = `measure: { ${title}, do: evaluate, roles: [agent], due: { workingDays: 1 }, ladder: survey-step, criteria: { speed: { ${title}, target: 90 } } }`;
  const procedures = Object.entries(starters).map(
    ([id, starter]) =>
      `    ${id}: { ${title}, group: care, trigger: { event: { targetMissed: ${starter} } }, withdraw: { source: ours, roles: [manager] }, steps: { ${step} } }\n`,
  );
  return changed(weeklyWalk, '  procedure:\n', `  procedure:\n${procedures.join('')}`);
}

test('procedures that start one another in a circle are refused, and those in a line are not', () => {
  const refused = (starters: Record<string, string>) =>
    loaded(evaluating(starters)).problems.map(({ message }) => message);
  const itself = 'It starts itself: each missed target would start another one.';
  expect(refused({ one: 'one' })).toEqual([itself]);
  expect(refused({ one: 'two', two: 'one' })).toEqual([itself, itself]);
  expect(refused({ one: 'three', two: 'one', three: 'two', four: 'three' })).toEqual([itself, itself, itself]);
  const [other] = refused({ one: 'two', two: 'weekly-walk' });
  expect(other).toBe('No procedure `weekly-walk` evaluates anything.');
});

test('only a procedure that falls due by calendar defers: what another one deferred would be lost', () => {
  const defers = (text: string) => {
    const pack = latest(loaded(text).packs, 'seventh');
    return pack && procedureSliceFor(pack, 'weekly-walk')?.defers;
  };
  expect(defers(weeklyWalk)).toBeUndefined();
  const byHand = changed(
    changed(
      weeklyWalk,
      'calendar: { every: week, on: { workingDay: 1 }, about: previous }',
      'request: { source: ours, roles: [manager] }',
    ),
    'report: weekly-tickets, ',
    '',
  );
  expect(defers(byHand)).toBe(false);
});

const oneOf = (criteria: string, more = '') =>
  `{ source: ours, title: { ar: "قياس", en: "Measure" }, do: evaluate, roles: [agent], due: { workingDays: 1 }, ladder: survey-step, criteria: { ${criteria} }${more} }`;
const criterion = (id: string, figure: string) =>
  `${id}: { source: ours, title: { ar: "معيار", en: "Criterion" }, target: 80, figure: { ${figure} } }`;
/** The report is evaluated by its figures, after it has been made. */
const measuredWalk = (step: string) =>
  changed(weeklyWalk, '        decision: {', `        measure: ${step}\n        decision: {`);

test('the value of a criterion may be a figure of a report, which the case is then pinned to (F-12, G-12)', () => {
  const step = oneOf(criterion('solved', 'step: report, measure: solvedShare, by: channel'));
  const { packs, problems } = loaded(measuredWalk(step));
  expect(problems).toEqual([]);
  const pack = latest(packs, 'seventh');
  const { steps = [] } = (pack && procedureSliceFor(pack, 'weekly-walk')) ?? {};
  expect(steps.find(({ id }) => id === 'measure')?.criteria).toEqual([
    {
      ...{ id: 'solved', target: 80, weight: 1, lowerIsBetter: false },
      figure: { step: 'report', measure: 'solvedShare', by: 'channel' },
    },
  ]);
});

test.each([
  ['a step that is not there', criterion('a', 'step: nothing, measure: solvedShare'), 'does not end before it'],
  ['a later step', criterion('a', 'step: decision, measure: solvedShare'), 'does not end before it'],
  ['a step without a report', criterion('a', 'step: walk, measure: solvedShare'), 'has no report'],
  ['a figure that is not there', criterion('a', 'step: report, measure: againstExpected'), '`againstExpected`'],
  ['groups that are not there', criterion('a', 'step: report, measure: late, by: department'), '`department`'],
  ['groups that divide cases', criterion('a', 'step: report, measure: late, by: clock'), '`clock`'],
  [
    'two kinds of groups',
    `${criterion('a', 'step: report, measure: late')}, ${criterion('b', 'step: report, measure: late, by: channel')}`,
    'by different groups',
  ],
])('a policy is refused that measures by %s', (_, criteria, says) => {
  const { problems } = loaded(measuredWalk(oneOf(criteria)));
  expect(problems.map(({ message }) => message).join('\n')).toContain(says);
});

test('a policy is refused that measures by a report that may be left out', () => {
  const step = oneOf(criterion('a', 'step: report, measure: late'));
  const skipped = changed(measuredWalk(step), 'do: prepare,', 'do: prepare, onlyIf: { step: walk, found: broken },');
  expect(loaded(skipped).problems.map(({ message }) => message)).toEqual([
    'Step `measure` takes a figure of a step that may be skipped.',
  ]);
});

test('the people of a step may take it, and those of no step may not', () => {
  const pack = latest(loaded().packs, 'seventh');
  const policy = pack && procedureSliceFor(pack, 'weekly-walk');
  const commandsOf = (role: string) => Object.keys(policy?.rights[role]?.commands ?? {}).sort();
  expect(commandsOf('agent')).toEqual(['carry-out']);
  expect(commandsOf('supervisor')).toEqual(['submit']);
  expect(commandsOf('manager')).toEqual(['decide', 'excuse', 'repin', 'withdraw']);
  expect(commandsOf('auditor')).toEqual([]);
});

test('a version that amends another has all else from it, and hashes as if it were written out', () => {
  const whole = changed(changed(seventhPack(), 'version: 1', 'version: 2'), 'prefix: SE', 'prefix: SX');
  const amending = latest(loaded('amends: 1\nversion: 2\nprefix: SX\n').packs, 'seventh');
  const writtenOut = latest(loaded(whole).packs, 'seventh');
  expect(amending?.version).toBe(2);
  expect(amending).toEqual(writtenOut);
});

test('a part that is null is gone', () => {
  const { packs } = loaded(`${weeklyWalk}guidance: null\n`.replace('guidance: null', 'surveys: null'));
  // The survey cycle needs questionnaires of nobody in particular: the organisation makes them itself.
  expect(latest(packs, 'seventh')?.surveys).toBeUndefined();
});

test.each([
  ['a version that is not there', 'amends: 1', 'amends: 7', 'There is no earlier version 7'],
  ['itself', 'amends: 1', 'amends: 2', 'There is no earlier version 2'],
  ['a step that waits for itself', 'do: carry-out,', 'do: carry-out, after: [decision],', 'waits for itself'],
  ['a step that is not there', 'do: carry-out,', 'do: carry-out, after: [nothing],', 'There is no step `nothing`'],
  ['a role that is not there', 'roles: [agent]', 'roles: [nobody]', 'There is no role `nobody`'],
  [
    'a ladder that is not there',
    'ladder: survey-step, findings',
    'ladder: none, findings',
    'There is no ladder `none`',
  ],
  [
    'a step that can never begin',
    'do: prepare,',
    'do: prepare, onlyIf: { step: walk, found: stolen },',
    'can never begin: no step finds that',
  ],
  [
    'a condition on what comes later',
    'do: prepare,',
    'do: prepare, onlyIf: { step: decision, found: broken },',
    'does not end before it',
  ],
  [
    'one of several conditions that can never hold',
    'do: prepare,',
    'do: prepare, onlyIf: [{ step: walk, found: broken }, { step: walk, found: stolen }],',
    'can never begin: no step finds that',
  ],
  [
    'findings that nobody can say',
    'do: decide,',
    'do: decide, findings: { late: { source: ours, title: { ar: "متأخر", en: "Late" } } },',
    'finds nothing',
  ],
  ['a question with one possible answer', 'do: carry-out,', 'do: carry-out, findsOne: true,', 'nothing to choose from'],
  ['a decision on nothing', 'do: carry-out,', 'do: decide,', 'has nothing to decide'],
  [
    'a decision on steps that recommend nothing',
    'do: prepare, report: weekly-tickets,',
    'do: wait-for,',
    'has nothing to decide: no step ends before it that recommends anything',
  ],
  [
    'a day compared with what is none',
    'do: carry-out,',
    'do: carry-out, fields: { cost: { title: { ar: "حقل", en: "Field" }, required: true, type: amount }, endsOn: { title: { ar: "حقل", en: "Field" }, required: true, type: date, notBefore: cost } },',
    'compares what are not two dates',
  ],
  [
    'choices among nothing',
    'do: carry-out,',
    'do: carry-out, fields: { channels: { title: { ar: "حقل", en: "Field" }, required: true, type: choices } },',
    'A field has `choices` if its type is',
  ],
  [
    'a review of an entry in what no entry has started',
    'do: carry-out,',
    'do: carry-out, product: knowledge-review,',
    'is about no entry',
  ],
  [
    'an entry whose review is due, and which nobody would have to review',
    'trigger: { calendar: { every: week, on: { workingDay: 1 }, about: previous } }',
    'trigger: { event: knowledge-review-due }',
    'Nobody would have to review the entry',
  ],
  ['a review of nothing', 'do: carry-out,', 'do: review,', 'has nothing to look at'],
  ['an evaluation without criteria', 'do: prepare,', 'do: evaluate,', 'has criteria if it evaluates'],
  ['an evaluation of no register', 'do: prepare,', 'do: prepare, ofRegister: true,', 'evaluates no register'],
  [
    'a register whose end nothing finds',
    'withdraw: {',
    'register: { source: ours, code: code, evaluatedIn: weekly-walk, ends: { step: walk, found: gone } }\n      withdraw: {',
    'no step `walk` finds `gone`',
  ],
  [
    'recommendations asked of a step that raises none',
    'do: carry-out,',
    'do: carry-out, mustRecommend: true,',
    '`mustRecommend` is for a `prepare`',
  ],
  ['a return that nobody makes', 'do: prepare,', 'do: prepare, returnsTo: walk,', 'goes back to nothing'],
  [
    'a report that there is not',
    'report: weekly-tickets',
    'report: weekly-cakes',
    'is about a report that there is not',
  ],
  ['a report of another period', 'report: weekly-tickets', 'report: care-screen', 'its report is of a month'],
  ['a report of a period that goes on', ', about: previous } }', ' } }', 'has no period that is over'],
  [
    'a procedure that nothing starts',
    'trigger: { calendar: { every: week, on: { workingDay: 1 }, about: previous } }',
    'trigger: {}',
    'never runs',
  ],
  [
    'a step whose name ends in a number',
    'report: { source: ours, title',
    'report-2: { source: ours, title',
    'does not end in a number',
  ],
  [
    'fields of what nobody reads yet',
    'do: carry-out,',
    'do: wait-for, closes: true, fields: { price: { source: ours, title: { ar: "السعر", en: "Price" }, type: amount, required: true } },',
    'what comes in it has no fields',
  ],
  ['a decision that nobody follows', 'kinds:\n', 'kinds:\n  followedItem: null\n', 'accepts what nobody follows'],
])('a policy is refused that has %s', (_, from, to, says) => {
  const { problems } = loaded(changed(weeklyWalk, from, to));
  const refused = problems.filter(({ severity }) => severity === 'refusal');
  expect(refused.map(({ message }) => message).join('\n')).toContain(says);
  expect(refused.every(({ file, line }) => file.endsWith('v2.yaml') && line > 0)).toBe(true);
});
