import { expect, test } from '@jest/globals';
import { loadPacks } from '../../packs/load/load.ts';
import {
  changed,
  folderWith,
  lineOf,
  policies,
  saudiCalendar,
  seventhPack,
  versionsOnDisk,
} from '../support/samples/policies-on-disk.ts';

interface Fault {
  what: string;
  from: string;
  to: string;
  /** Text of the line to which the problem points, after the change. */
  at: string;
  says: RegExp;
}

const refused: Fault[] = [
  {
    what: 'an unknown key',
    from: 'quietHours:',
    to: 'quietHour: 22\nquietHours:',
    at: 'quietHour: 22',
    says: /Unknown key `quietHour` at the top of the file/,
  },
  {
    what: 'an unknown key deep inside',
    from: '            due: { elapsed: PT20S }',
    to: '            deu: 5\n            due: { elapsed: PT20S }',
    at: '            deu: 5',
    says: /Unknown key `deu` in `kinds.complaint.categories.complaint.clocks.answer`/,
  },
  {
    what: 'a key given twice',
    from: 'version: 1',
    to: 'version: 1\nversion: 1',
    at: 'version: 1\n#',
    says: /not sound YAML.*unique/i,
  },
  {
    what: 'a standard role that is missing',
    from: '  quality:\n',
    to: '  quality-officer:\n',
    at: 'roles:',
    says: /standard role `quality` is missing/,
  },
  {
    what: 'a second factor for a role that is not there',
    from: 'departments:',
    to: 'secondFactor: { source: ours, roles: [king] }\ndepartments:',
    at: 'secondFactor:',
    says: /no role `king`/,
  },
  {
    what: 'roles that only appoint each other',
    from: 'departments:',
    to: `  steward: { source: ours, title: { ar: "أمين", en: "Steward" }, held: { appointedBy: deputy }, rights: {} }
  deputy: { source: ours, title: { ar: "نائب", en: "Deputy" }, held: { appointedBy: steward }, rights: {} }
departments:`,
    at: '  steward:',
    says: /Nobody can hold role `steward`/,
  },
  {
    what: 'a registry that a role reads which is not there',
    from: 'readers: { source: ours, roles: [agent,',
    to: 'readers: { source: ours, roles: [friend,',
    at: '  readers: { source: ours, roles: [friend',
    says: /There is no role `friend`/,
  },
  {
    what: 'people who register themselves as what there is not',
    from: '    classes: [customer]',
    to: '    classes: [friend]',
    at: '    classes: [friend]',
    says: /There is no customer class `friend`/,
  },
  {
    what: 'a one-time code that its message does not show',
    from: 'ar: "رمز التسجيل: {code}.',
    to: 'ar: "رمز التسجيل.',
    at: '      ar: "رمز التسجيل.',
    says: /message has no `{code}`/,
  },
  {
    what: 'a contact that is needed and not offered',
    from: 'kinds: [mobile, phone, email, address, social-media]',
    to: 'kinds: [phone, email, address]',
    at: '  contacts: {',
    says: /`mobile` are not offered/,
  },
  {
    what: 'a highest amount of claims that nobody could go beyond',
    from: '        - { source: ours, need: 2, roles: [manager] }',
    to: '        - { source: ours, upTo: "900", need: 2, roles: [manager] }',
    at: '        - { source: ours, upTo: "900"',
    says: /last step has `upTo`/,
  },
  {
    what: 'a step of a survey cycle without a clock',
    from: 'stop: { on: [discussed] }',
    to: 'stop: { on: [discussionGiven] }',
    at: '    clocks:\n      preparation:',
    says: /No clock is stopped by `discussed`/,
  },
  {
    what: 'a complaint that follows the end of a programme',
    from: 'start: { on: [received, roundOpened], from: event }',
    to: 'start: { on: [received, roundOpened], from: programmeEnd }',
    at: '            start: { on: [received, roundOpened], from: programmeEnd }',
    says: /only a survey cycle follows the end of a programme/,
  },
  {
    what: 'a step of a survey cycle for a role that is not there',
    from: 'decide: { source: ours, roles: [manager] }',
    to: 'decide: { source: ours, roles: [emperor] }',
    at: '      decide: { source: ours, roles: [emperor] }',
    says: /There is no role `emperor`/,
  },
  {
    what: 'steps of amounts that do not rise',
    from: '        - { source: ours, need: 2, roles: [manager] }',
    to: `        - { source: ours, upTo: "90", need: 2, roles: [manager] }
        - { source: ours, need: 2, roles: [manager] }`,
    at: '        - { source: ours, upTo: "90"',
    says: /steps rise: 90 comes after 100/,
  },
  {
    what: 'a claim whose clock a benefit within the limit would stop',
    from: 'goodwillApproved, goodwillRefused]',
    to: 'goodwillGranted, goodwillRefused]',
    at: '[claimApproved, claimRejected, goodwillGranted',
    says: /would stop the clock of a claim that waits/,
  },
  {
    what: 'claims approved by a role that may not',
    from: '        - { source: ours, need: 2, roles: [manager] }',
    to: '        - { source: ours, need: 2, roles: [agent] }',
    at: '        - { source: ours, need: 2, roles: [agent] }',
    says: /Role `agent` may not `approve-claim`/,
  },
  {
    what: 'an amount with more decimals than its currency',
    from: '        upTo: "50"',
    to: '        upTo: "50.005"',
    at: '        upTo: "50.005"',
    says: /more decimals than SAR has: 2/,
  },
  {
    what: 'a role given by a role that is not there',
    from: 'departments:',
    to: `  steward: { source: ours, title: { ar: "أمين", en: "Steward" }, held: { appointedBy: nobody }, rights: {} }
departments:`,
    at: '  steward:',
    says: /Nobody can hold role `steward`: there is no role `nobody`/,
  },
  {
    what: 'a ladder that tells a role nobody defined',
    from: 'tell: [role:manager]',
    to: 'tell: [role:director]',
    at: 'tell: [role:director]',
    says: /no role `director`/,
  },
  {
    what: 'a ladder without an end',
    from: 'rung: at, tell: [role:supervisor] }\n    - { source: ours, rung: { after: { elapsed: PT5S } }, tell: [role:manager] }',
    to: 'rung: at, tell: [owner] }',
    at: '  seconds:',
    says: /Ladder `seconds` has no end/,
  },
  {
    what: 'a ladder that ends for some cases only',
    from: 'rung: at, tell: [role:supervisor] }\n    - { source: ours, rung: { after: { elapsed: PT5S } }, tell: [role:manager] }',
    to: 'when: { channels: [email] }, rung: at, tell: [role:supervisor] }',
    at: '  seconds:',
    says: /Ladder `seconds` has no end/,
  },
  {
    what: 'an extension in another unit than the time that it extends',
    from: 'extension: { elapsed: PT20S }',
    to: 'extension: { workingDays: 3 }',
    at: 'extension: { workingDays: 3 }',
    says: /extended in workingDays, its `due` in elapsed/,
  },
  {
    what: 'an extension of which the customer would not hear',
    from: 'on: extended, to: customer',
    to: 'on: extended, to: owner',
    at: 'extension: { elapsed: PT20S }',
    says: /no notice on `extended` tells the customer/,
  },
  {
    what: 'a notice to the receiver of what nobody hands over',
    from: 'on: assigned, to: owner',
    to: 'on: assigned, to: receiver',
    at: 'on: assigned, to: receiver',
    says: /`receiver` is nobody at `assigned`/,
  },
  {
    what: 'an assignment among a role nobody defined',
    from: 'mode: none }',
    to: 'mode: round-robin, among: helpers }',
    at: 'mode: round-robin, among: helpers',
    says: /no role `helpers`/,
  },
  {
    what: 'an unknown calendar',
    from: 'calendar: saudi-arabia',
    to: 'calendar: saudi',
    at: 'calendar: saudi',
    says: /no calendar `saudi`/,
  },
  {
    what: 'an unknown event',
    from: 'on: withdrawn',
    to: 'on: withdrew',
    at: 'on: withdrew',
    says: /kinds.complaint.notices.*Invalid option/,
  },
  {
    what: 'an unknown template',
    from: 'template: withdrawn',
    to: 'template: withdrew',
    at: 'template: withdrew',
    says: /no template `withdrew`/,
  },
  {
    what: 'an unknown group',
    from: '- { source: ours, group: care }',
    to: '- { source: ours, group: cure }',
    at: 'group: cure',
    says: /no group `cure`/,
  },
  {
    what: 'an unknown channel in a condition',
    from: '- { source: ours, group: care }',
    to: '- { source: ours, when: { channels: [fax] }, group: care }\n      - { source: ours, group: care }',
    at: 'channels: [fax]',
    says: /no channel `fax`/,
  },
  {
    what: 'a last route with a condition',
    from: '- { source: ours, group: care }',
    to: '- { source: ours, when: { channels: [email] }, group: care }',
    at: 'when: { channels: [email] }, group',
    says: /last route has a condition/,
  },
  {
    what: 'a notice without its English text',
    from: '      subject: "Your request {number} is withdrawn"\n',
    to: '',
    at: '    en:\n      email: |-',
    says: /Template `withdrawn` has no English subject/,
  },
  {
    what: 'a template with a parameter that does not exist',
    from: 'subject: "Your request {number} is withdrawn"',
    to: 'subject: "Your request {numbr} is withdrawn"',
    at: 'subject: "Your request {numbr}',
    says: /unknown parameter \{numbr\}/,
  },
  {
    what: 'a malformed message',
    from: 'subject: "Your request {number} is withdrawn"',
    to: 'subject: "Your request {number is withdrawn"',
    at: 'subject: "Your request {number is',
    says: /not a sound ICU message/,
  },
  {
    what: 'a parameter that may be absent, shown all the same',
    from: 'subject: "Lead {number} is yours"',
    to: 'subject: "Lead {number} was due {dueLocal}"',
    at: 'was due {dueLocal}"',
    says: /shows \{dueLocal\}, which may be absent/,
  },
  {
    what: 'a select on it that does not say what stands there when it is absent',
    from: 'subject: "Lead {number} is yours"',
    to: 'subject: "Lead {number} was due {dueLocal, select, other {{dueLocal}}}"',
    at: 'was due {dueLocal, select',
    says: /shows \{dueLocal\}, which may be absent/,
  },
  {
    what: 'a rule that the requirements do not have',
    from: 'clauses: {}',
    to: 'clauses: { F-99: { clause: "9", says: "لا شيء" } }',
    at: 'clauses:',
    says: /no rule F-99/,
  },
  {
    what: 'a rule whose clause is not quoted',
    from: '  web: { source: ours,',
    to: '  web: { rule: F-08,',
    at: '  web: { rule: F-08',
    says: /F-08 has no entry under `clauses`/,
  },
  {
    what: 'a decision that does not say where it comes from',
    from: 'returns: { source: ours, atMost: 2 }',
    to: 'returns: { atMost: 2 }',
    at: 'returns: { atMost',
    says: /does not say where it comes from/,
  },
  {
    what: 'a field that is required of customers of whom there are none',
    from: 'required: true, maxLength: 5000 }',
    to: 'required: false, requiredOf: [nobody], maxLength: 5000 }',
    at: 'requiredOf: [nobody]',
    says: /no customer class `nobody`/,
  },
  {
    what: 'a field that is required of everybody, and of some besides',
    from: 'required: true, maxLength: 5000 }',
    to: 'required: true, requiredOf: [customer], maxLength: 5000 }',
    at: 'requiredOf: [customer]',
    says: /this one is required of everybody/,
  },
  {
    what: 'a malformed amount',
    from: 'due: { elapsed: PT20S }',
    to: 'due: { elapsed: P1M }',
    at: 'due: { elapsed: P1M }',
    says: /ISO 8601 duration/,
  },
  {
    what: 'two units in one amount',
    from: 'due: { elapsed: PT20S }',
    to: 'due: { elapsed: PT20S, workingDays: 1 }',
    at: 'workingDays: 1 }',
    says: /An amount names one unit|Unknown key/,
  },
  {
    what: 'a category that no answer ends',
    from: 'stop: { on: [answered] }',
    to: 'stop: { on: [closed] }',
    at: '      complaint:\n        source',
    says: /Category `complaint` has no clock that an answer stops/,
  },
  {
    what: 'a clock of a category under the name of a common one',
    from: '          answer:',
    to: '          triage:',
    at: '          triage:',
    says: /both have a clock `triage`/,
  },
  {
    what: 'a clock that one event starts and stops',
    from: 'stop: { on: [answered] }',
    to: 'stop: { on: [answered, received] }',
    at: 'stop: { on: [answered, received] }',
    says: /started and stopped by `received`/,
  },
  {
    what: 'pausing without resuming',
    from: 'switchedOff: []',
    to: 'switchedOff: [resume]',
    at: 'switchedOff: [resume]',
    says: /switched off together/,
  },
  {
    what: 'a field whose pattern is no regular expression',
    from: 'required: true, maxLength: 5000 }',
    to: "required: true, maxLength: 5000, pattern: '[' }",
    at: "pattern: '['",
    says: /not a regular expression/,
  },
  {
    what: 'a decision that comes from a rule and is ours as well',
    from: 'returns: { source: ours, atMost: 2 }',
    to: 'returns: { source: ours, rule: F-07, atMost: 2 }',
    at: 'returns: { source: ours, rule',
    says: /from a rule or is `source: ours`, not both/,
  },
  {
    what: 'a role without rights of any kind',
    from: 'departments:',
    to: '  steward: { source: ours, title: { ar: "أمين", en: "Steward" }, held: organisation }\ndepartments:',
    at: '  steward:',
    says: /Role `steward` has no rights/,
  },
  {
    what: 'a deputy of a role that is not there',
    from: 'departments:',
    to: `  deputy: { source: ours, title: { ar: "نائب", en: "Deputy" }, held: { appointedBy: manager, actsWhileAbsent: steward }, rights: {} }
departments:`,
    at: '  deputy:',
    says: /acts while `steward` is absent: no such role/,
  },
  {
    what: 'a route that hides the ones after it',
    from: '- { source: ours, group: care }',
    to: '- { source: ours, group: care }\n      - { source: ours, group: care }',
    at: '- { source: ours, group: care }',
    says: /hides the routes after it/,
  },
  {
    what: 'a version that is not the number of its file',
    from: 'version: 1',
    to: 'version: 2',
    at: 'version: 2',
    says: /says version 2 but is named v1\.yaml/,
  },
  {
    what: 'no reason for what was never completed',
    from: '      not-completed:',
    to: '      not-finished:',
    at: '    declineReasons:',
    says: /`not-completed` is missing/,
  },
  {
    what: 'an id that is not the folder',
    from: 'id: seventh',
    to: 'id: eighth',
    at: 'id: eighth',
    says: /says `eighth` but stands in `seventh`/,
  },
];

test.each(refused)('a pack with $what is refused, with the line', ({ from, to, at, says }) => {
  const text = changed(seventhPack(), from, to);
  const folder = folderWith({ 'calendars/saudi-arabia/v1.yaml': saudiCalendar(), 'seventh/v1.yaml': text });
  const { packs, problems } = loadPacks([folder]);
  const refusals = problems.filter((problem) => problem.severity === 'refusal');
  expect(refusals.map((problem) => problem.message)).toContainEqual(expect.stringMatching(says));
  const found = refusals.find((problem) => says.test(problem.message));
  expect(found).toMatchObject({ file: expect.stringContaining('seventh/v1.yaml'), line: lineOf(text, at) });
  expect(packs).toEqual([]);
});

test('B-08: a pack of an earlier reading has no clock that waits until the customer has been told', () => {
  const stop = 'stop: { on: [solved, customerTold], need: all }';
  const text = changed(seventhPack(), 'stop: { on: [answered, solved], need: all }', stop);
  const earlier = changed(text, 'reading: 3\n', '');
  expect(loadPacks([policies, folderWith({ 'seventh/v1.yaml': text })]).problems).toEqual([]);
  expect(loadPacks([policies, folderWith({ 'seventh/v1.yaml': earlier })]).problems).toContainEqual(
    expect.objectContaining({
      severity: 'refusal',
      line: lineOf(earlier, stop),
      message: expect.stringMatching(/waits until the customer has been told, which needs `reading: 3`/),
    }),
  );
});

test('a pack whose prefix another organisation has is refused, and the others load', () => {
  const text = changed(seventhPack(), 'prefix: SE', 'prefix: DF');
  const { packs, problems } = loadPacks([policies, folderWith({ 'seventh/v1.yaml': text })]);
  expect(problems).toMatchObject([
    { line: lineOf(text, 'prefix: DF'), message: 'Prefix DF is taken by `development-fund`.' },
  ]);
  expect(packs.map(({ id }) => id)).not.toContain('seventh');
  expect(packs).toHaveLength(versionsOnDisk);
});

test('two packs with one name and version are not both loaded', () => {
  const folders = [folderWith({ 'seventh/v1.yaml': seventhPack() }), folderWith({ 'seventh/v1.yaml': seventhPack() })];
  const { packs, problems } = loadPacks([policies, ...folders]);
  expect(packs.filter((pack) => pack.id === 'seventh')).toHaveLength(1);
  expect(problems).toMatchObject([{ message: expect.stringMatching(/seventh version 1 stands already in/) }]);
});

test('a folder that is not there is refused by name', () => {
  expect(loadPacks(['/no/such/folder']).problems).toMatchObject([
    { severity: 'refusal', file: '/no/such/folder', message: 'There is no such folder.' },
  ]);
});
