/** Steps that nobody could ever take, since too few people can hold their roles: a pack with one is refused. */
import { expect, test } from '@jest/globals';
import { loadPacks } from '../../packs/load/load.ts';
import { changed, folderWith, saudiCalendar, seventhPack } from '../support/samples/policies-on-disk.ts';
import { weeklyWalk } from '../support/samples/weekly-walk.ts';

function refused(text: string): string[] {
  const files = { 'calendars/saudi-arabia/v1.yaml': saudiCalendar(), 'seventh/v1.yaml': seventhPack() };
  const { problems } = loadPacks([folderWith({ ...files, 'seventh/v2.yaml': text })], '2026-11-22');
  // These walks make no report: that the message about one is not used is a warning.
  return problems.filter(({ severity }) => severity === 'refusal').map(({ message }) => message);
}

/** The weekly walk with other steps, and perhaps with roles that so many people may hold. */
function walked(steps: string, roles = ''): string {
  const text = weeklyWalk.replace(/ {8}walk: [\s\S]*?(?=templates:)/, `${steps}\n`);
  return roles ? changed(text, 'kinds:\n', `roles:\n${roles}\nkinds:\n`) : text;
}
const title = 'source: ours, title: { ar: "خطوة", en: "Step" }';
const timed = 'due: { workingDays: 1 }, ladder: survey-step';
const criteria = `criteria: { speed: { ${title}, target: 90 } }`;
const taken = (id: string, kind: string, role: string, more = '') =>
  `        ${id}: { ${title}, do: ${kind}, roles: [${role}], ${more}${timed} }`;
const alone = '  manager: { holders: 1 }';
const follows =
  '  director: { source: ours, title: { ar: "مدير الإدارة", en: "Director" }, held: { whoeverIs: manager }, rights: { source: ours, read: none } }';

test.each([
  [
    'an approval by the only one who could have made it',
    [taken('plan', 'prepare', 'manager'), taken('approval', 'approve', 'manager')],
    alone,
    'can never end: too few',
  ],
  [
    'an approval by a role of the one who could have made it',
    [taken('plan', 'prepare', 'manager'), taken('approval', 'approve', 'director')],
    `${alone}\n${follows}`,
    'can never end: too few',
  ],
  [
    'a review by all of several roles of one person',
    [taken('plan', 'prepare', 'agent'), taken('look', 'review', 'manager, director', 'need: all-of, ')],
    `${alone}\n${follows}`,
    'can never end: too few',
  ],
  [
    'a quorum of more people than there can be',
    [taken('plan', 'prepare', 'agent'), taken('look', 'review', 'manager', 'need: { quorum: 3 }, ')],
    '  manager: { holders: 2 }',
    'can never end: too few',
  ],
  [
    'an evaluation by more people than there can be',
    [taken('measure', 'evaluate', 'manager', `evaluators: 2, ${criteria}, `)],
    alone,
    'so many people cannot take it',
  ],
  [
    'an evaluation by several, for one person',
    [
      taken('plan', 'prepare', 'agent'),
      taken('measure', 'evaluate', 'agent', `by: plan, evaluators: 2, ${criteria}, `),
    ],
    '',
    'so many people cannot take it',
  ],
  [
    'a decision by the one who recommends',
    [taken('plan', 'prepare', 'agent'), taken('decision', 'decide', 'agent', 'by: plan, ')],
    '',
    'one person alone would recommend, and decide on that',
  ],
  [
    'a decision by the only one who could recommend',
    [taken('plan', 'prepare', 'manager'), taken('decision', 'decide', 'manager')],
    alone,
    'one person alone would recommend, and decide on that',
  ],
  [
    'an acknowledgement of one person',
    [taken('plan', 'prepare', 'agent'), taken('read', 'acknowledge', 'agent', 'by: plan, ')],
    '',
    'asks everybody of its roles',
  ],
])('a policy is refused that has %s: it would wait for ever', (_, steps, roles, says) => {
  expect(refused(walked(steps.join('\n'), roles))).toEqual([expect.stringContaining(says)]);
});

test.each([
  [
    'if others can hold the role too',
    [taken('plan', 'prepare', 'manager'), taken('approval', 'approve', 'manager')],
    '',
  ],
  [
    'if a step that is skipped may be the only one of theirs',
    [
      taken('look', 'carry-out', 'agent', `findings: { broken: { ${title} } }, `),
      taken('plan', 'prepare', 'manager', 'onlyIf: { step: look, found: broken }, '),
      taken('approval', 'approve', 'manager'),
    ],
    alone,
  ],
  [
    'if another role can sign as well',
    [taken('plan', 'prepare', 'manager'), taken('approval', 'approve', 'manager, quality')],
    alone,
  ],
  [
    'if several evaluate, and decide on what the others recommend',
    [
      taken('measure', 'evaluate', 'agent', `evaluators: 2, ${criteria}, `),
      taken('decision', 'decide', 'agent', 'by: measure, '),
    ],
    alone,
  ],
])('a policy is not refused %s', (_, steps, roles) => {
  expect(refused(walked(steps.join('\n'), roles))).toEqual([]);
});

/** A task of two people who are named when it is started. */
const named = changed(
  walked(
    [
      taken('task', 'carry-out', 'agent', 'party: doer, '),
      taken('look', 'review', 'manager', 'party: judge, '),
      taken('reply', 'archive', 'agent', 'party: doer, '),
    ].join('\n'),
  ),
  'trigger: { calendar: { every: week, on: { workingDay: 1 }, about: previous } }',
  `trigger: { request: { source: ours, roles: [manager] } }
      parties:
        doer: { ${title}, role: agent }
        judge: { source: ours, title: { ar: "حكم", en: "Judge" }, role: manager }`,
);

test('a step may be for a party of its procedure', () => {
  expect(refused(named)).toEqual([]);
});

test.each([
  [
    'a procedure that starts by itself and names people',
    'trigger: { request: { source: ours, roles: [manager] } }',
    'trigger: { calendar: { every: week, on: { workingDay: 1 } } }',
    'names nobody',
  ],
  ['a party without a step', 'party: judge, ', '', 'No step is for the party `judge`'],
  ['a step of an unknown party', 'roles: [agent], party: doer', 'roles: [agent], party: constructor', 'does not have'],
  ['a party of a role that is not there', 'role: manager }', 'role: nobody }', 'There is no role `nobody`'],
  [
    'a party who may lack the roles of its step',
    'roles: [manager], party',
    'roles: [quality], party',
    'name `manager`',
  ],
  [
    'a step of two owners',
    'do: archive, roles: [agent], party',
    'do: archive, roles: [agent], by: task, party',
    'not both',
  ],
  ['a party of whom several sign', 'party: judge, ', 'party: judge, need: { quorum: 2 }, ', 'is signed by one person'],
  [
    'a party whom all of a role are',
    'do: carry-out, roles: [agent], party: doer',
    'do: acknowledge, roles: [agent], party: doer',
    'asks everybody of its roles',
  ],
  [
    'a party who signs their own work',
    'do: review, roles: [manager], party: judge',
    'do: review, roles: [agent], party: doer',
    'can never end: too few',
  ],
])('a policy is refused that has %s', (_, from, to, says) => {
  expect(refused(changed(named, from, to)).join('\n')).toContain(says);
});
