/**
 * 7.2: nobody gives themselves rights. Every command and every record that gives somebody rights is tried by every role for
 * its own gain. Which those are is held against the vocabulary and the routes, so that a new one cannot be forgotten.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Absence, asMember, type StaffDocument, staffOf } from '../../../db/organisation/staff.ts';
import { standInsOf } from '../../../domain/stand-in.ts';
import { kindsOfPolicy } from '../../../packs/kinds.ts';
import { latest } from '../../../packs/load/load.ts';
import { ticketRights } from '../../../packs/rights/default-rights.ts';
import { type Answer, eventually } from '../../support/api/api-client.ts';
import { complaintBody, driven, type Opened, opened } from '../../support/api/complaints.ts';
import { givesNothing, givesNothingElse } from '../../support/api/gives-no-rights.ts';
import { donor, LeadInApi, organisation as leadsIn, manager, prepareLeads } from '../../support/api/leads.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';
import { ownPolicies } from '../../support/samples/own-policies.ts';

const organisation = 'government-services';
const owner = `${organisation}.agent.1`;
const rolesOf = (id: string) => Object.keys(latest(ownPolicies().packs, id)?.roles ?? {});
const mine = (role: string, within = organisation) => `${within}.${role}.own`;
const addressOf = (me: string) => `${me}@example.com`;
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

/** Commands that change who has a complaint, or a part of it, who sees it, or who hears of it, tried for oneself. */
const givesOfComplaint: Record<string, (me: string, own: Opened) => object> = {
  accept: () => ({}),
  assign: (me) => ({ to: me }),
  'hand-over': (me) => ({ to: me, customerConsents: true, reason: 'أريدها', briefing: 'أعرفها' }),
  take: () => ({}),
  share: (me) => ({ with: me }),
  link: (_me, own) => ({ number: own.number, relation: 'related' }),
  merge: (_me, own) => ({ into: own.number, sameCustomer: true }),
  split: () => ({ fields: complaintBody(organisation).fields as object }),
  'name-staff': () => ({ staff: [owner] }),
  'correct-contact': (me) => ({ email: addressOf(me), text: 'بريدي أنا' }),
  'book-appointment': (me) => ({ kind: 'call-back', at: '2030-01-06T09:00:00Z', with: me, agreed: true }),
};

const givesOfTicket = ['assign'];
const givesOfLead = ['assign', 'request-contact', 'appoint-contact', 'approve-contact'];

/** Operations on the staff that give somebody rights, tried for oneself: each of these requests must be refused. */
const givesOfStaff: Record<string, (me: string) => [path: string, body: object][]> = {
  enterAbsence: (me) =>
    ['agent.1', 'manager.1', 'auditor.1', 'quality.1'].map((who) => [
      `${organisation}.${who}/absences`,
      { from: inHours(-1), to: inHours(8), deputy: me },
    ]),
  correctAbsence: (me) => [[`${organisation}.manager.2/absences/standing/correct`, { deputy: me }]],
  confirmAbsence: (me) => [[`${organisation}.manager.2/absences/for-${me}/confirm`, {}]],
  inviteStaff: (me) => [
    [
      '',
      {
        staffId: `${me}.again`,
        name: { ar: 'ثانٍ', en: 'Second' },
        email: addressOf(me),
        roles: ['manager'],
        groups: [],
      },
    ],
  ],
  changePlace: (me) => [
    [`${me}/place`, { roles: rolesOf(organisation), groups: [], departments: [], reason: 'أريدها' }],
    [
      `${organisation}.agent.away-${me}/place`,
      { roles: ['agent', 'manager', 'auditor'], groups: [], departments: [], reason: 'أريدها' },
    ],
  ],
  switchOn: (me) => [[`${me}/switch-on`, {}]],
  confirmPlace: (me) => [
    [`${me}/proposed-place/confirm`, {}],
    [`${organisation}.agent.away-${me}/proposed-place/confirm`, {}],
  ],
  reviewStaffChange: (me) => [[`${me}/facts/given/review`, { verdict: 'in-order', note: 'كل شيء سليم' }]],
};
let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, leadsIn] });
  await prepareLeads(api);
  for (const role of rolesOf(leadsIn)) await api.hire(mine(role, leadsIn));
  for (const role of rolesOf(organisation)) await hireForStaff(role);
});
afterAll(() => api.stop());

/** Somebody of a role, and colleagues whose rights are within reach: away with that person as deputy, or about to be. */
async function hireForStaff(role: string): Promise<void> {
  const me = mine(role);
  const place = {
    why: 'changed' as const,
    roles: ['manager'],
    groups: [],
    departments: [],
    proposedBy: `${organisation}.manager.1`,
  };
  const given = { id: 'given', type: 'placeConfirmed', at: inHours(-9), by: `${organisation}.manager.1`, detail: {} };
  await api.hire(me, {
    proposedPlace: { ...place, id: 'p1' },
    facts: [{ ...given, previous: '', digest: '' }],
  });
  const away = { id: 'away', from: inHours(-1), to: inHours(9), deputy: me, enteredBy: `${organisation}.supervisor.1` };
  await api.hire(`${organisation}.agent.away-${me}`, { absences: [away], proposedPlace: { ...place, id: 'p2' } });
  const second = await api.database.staff.findById(`${organisation}.manager.2`).lean<StaffDocument>();
  const standing = {
    ...away,
    id: 'standing',
    from: inHours(900),
    to: inHours(909),
    deputy: `${organisation}.manager.1`,
  };
  const waiting: Absence = { ...away, id: `for-${me}`, enteredBy: `${organisation}.manager.1` };
  await api.hire(`${organisation}.manager.2`, {
    absences: [standing],
    proposedAbsences: [...(second?.proposedAbsences ?? []), waiting],
  });
}

test('7.2: every command of the vocabulary is either tried here, or said to give nobody rights, and why', () => {
  const told = (kind: string, gives: string[]) => [...gives, ...Object.values(givesNothing[kind] ?? {}).flat()].sort();
  const all = (names: readonly string[]) => [...new Set(names)].sort();
  expect(told('complaint', Object.keys(givesOfComplaint))).toEqual(all(kindsOfPolicy.complaint.commandNames));
  const ofTickets = Object.values(ticketRights).flatMap(({ commands }) => Object.keys(commands));
  expect(told('departmentTicket', givesOfTicket)).toEqual(all(ofTickets));
  expect(told('recordChange', [])).toEqual(all(kindsOfPolicy.recordChange.commandNames));
  expect(told('followedItem', [])).toEqual(all(kindsOfPolicy.followedItem.commandNames));
  expect(told('surveyCycle', [])).toEqual(all(kindsOfPolicy.surveyCycle.commandNames));
  expect(told('lead', givesOfLead)).toEqual(all(kindsOfPolicy.lead.commandNames));
});

test('7.2: and every other operation of staff that changes something', async () => {
  const { paths } = (await api.anybody.get('/openapi.json')).as<{
    paths: Record<string, Record<string, { operationId: string }>>;
  }>();
  const changes = Object.entries(paths).flatMap(([path, methods]) =>
    path.startsWith('/v1/organisations/')
      ? Object.entries(methods).flatMap(([method, { operationId }]) =>
          method === 'get' ? [] : [{ path, operationId }],
        )
      : [],
  );
  // The commands of cases, with `attach` and `seen`, are held against the vocabulary above; a replay is none of them.
  const others = changes.filter(({ path }) => !/\{number\}\/(?!split|replay$)[a-z-]+$/.test(path));
  const told = [...Object.keys(givesOfStaff), ...Object.values(givesNothingElse).flat()];
  expect(others.map(({ operationId }) => operationId).sort()).toEqual(told.sort());
});

interface Rights {
  allowed: string[];
  words: boolean;
}

/** What somebody may do with a case, as it answers them. */
async function rightsOn(me: string, address: string): Promise<Rights> {
  const view = await api.as(me).get(address);
  if (view.status !== 200) return { allowed: [], words: false };
  return { allowed: view.view.allowed, words: (await api.as(me).get(`${address}/words`)).status === 200 };
}

/** What undoes what the person has just done, and is no right over the case. */
const undoes = ['unlink', 'unshare', 'keep-appointment', 'cancel-appointment', 'decline-hand-over', 'undo-merge'];

/** What somebody may do only since. */
const gained = (before: Rights, after: Rights) => [
  ...after.allowed.filter((command) => !before.allowed.includes(command) && !undoes.includes(command)),
  ...(after.words && !before.words ? ['words'] : []),
];

async function colleagues(): Promise<Opened> {
  const one = await driven(api, organisation, [['accept', {}, owner]]);
  await api.projected(one.address, owner, ({ status }) => status === 'open');
  return one;
}

describe('7.2: a complaint of a colleague', () => {
  test.each(rolesOf(organisation))('7.2: gives a %s nothing, whatever they try for themselves', async (role) => {
    const me = mine(role);
    const own = await opened(api, organisation);
    let victim = await colleagues();
    const tried: [string, string[]][] = [];
    for (const [command, body] of Object.entries(givesOfComplaint)) {
      const before = await rightsOn(me, victim.address);
      const answer = await api.as(me).post(`${victim.address}/${command}`, body(me, own));
      expect([command, answer.status < 500]).toEqual([command, true]);
      if (command === 'hand-over' && answer.status === 200) await api.as(me).post(`${victim.address}/take`);
      // A part of it that nobody owns is compared with any complaint that nobody owns.
      const isPart = command === 'split' && answer.status === 201;
      const [compared, where] = isPart ? [await rightsOn(me, own.address), partOf(answer)] : [before, victim.address];
      tried.push([command, gained(compared, await rightsOn(me, where))]);
      if (answer.status < 300) victim = await colleagues();
    }
    expect(tried.filter(([, more]) => more.length > 0)).toEqual([]);
  });

  test('7.2: nobody has its customer’s messages and links sent to themselves', async () => {
    const { address } = await driven(api, organisation, [['accept', {}, owner]]);
    for (const me of [owner, mine('supervisor'), mine('manager')]) {
      for (const contact of [{ email: addressOf(me) }, { email: addressOf(me).toUpperCase() }]) {
        const answer = await api.as(me).post(`${address}/correct-contact`, { ...contact, text: 'بريدي أنا' });
        expect([me, answer.refusal]).toEqual([me, '403 SamePerson']);
      }
    }
  });
});

const partOf = (answer: Answer) => `/v1/organisations/${organisation}/complaints/${answer.view.number}`;

describe('7.2: a department’s ticket of a colleague', () => {
  test.each(rolesOf(organisation))('7.2: gives a %s nothing', async (role) => {
    const me = mine(role);
    const department = Object.keys(latest(api.packs, organisation)?.departments ?? {}).at(-1);
    const complaint = await driven(api, organisation, [
      ['accept', {}, owner],
      ['open-department-ticket', { department, text: 'نرجو الإفادة' }, owner],
    ]);
    const [ticket] = complaint.view.detail.tickets as { number: string }[];
    const address = `/v1/organisations/${organisation}/department-tickets/${ticket?.number}`;
    await eventually(
      () => api.as(`${organisation}.manager.1`).get(address),
      ({ status }) => status === 200,
    );
    const holder = `${organisation}.agent.2`;
    expect((await api.as(`${organisation}.manager.1`).post(`${address}/assign`, { to: holder })).view.owner).toBe(
      holder,
    );
    const before = await rightsOn(me, address);
    await api.as(me).post(`${address}/assign`, { to: me });
    expect(gained(before, await rightsOn(me, address))).toEqual([]);
  });
});

describe('7.2: a lead of a colleague, and its donors', () => {
  test.each(rolesOf(leadsIn))('7.2: give a %s nothing', async (role) => {
    const me = mine(role, leadsIn);
    const lead = await LeadInApi.open(api);
    await api.projected(lead.address, manager, () => true);
    const before = await rightsOn(me, lead.address);
    await lead.attempt(me, 'assign', { to: me });
    await lead.attempt(me, 'request-contact', { donors: [donor], text: 'معرفة شخصية سابقة (مثال).' });
    await lead.attempt(me, 'appoint-contact', { person: me, donors: [donor] });
    const { view } = await api.as(manager).get(lead.address);
    lead.view = view;
    const approved = await lead.attempt(me, 'approve-contact');
    expect(approved.status).toBeGreaterThanOrEqual(400);
    const contacts = await api.database.donorContacts.find({ person: me }).lean();
    expect([gained(before, await rightsOn(me, lead.address)), contacts]).toEqual([[], []]);
  });

  test('G-04, 7.2: anyone who may not work on leads is given none, and is nobody’s point of contact', async () => {
    const lead = await LeadInApi.open(api);
    for (const role of ['auditor', 'quality', 'data-steward']) {
      const answer = await lead.attempt(manager, 'appoint-contact', { person: mine(role, leadsIn) });
      const given = await lead.attempt(manager, 'assign', { to: mine(role, leadsIn) });
      expect([role, answer.refusal, given.refusal]).toEqual([role, '422 Invalid', '422 Invalid']);
    }
  });
});

describe('7.2: the records of the staff', () => {
  const attempts = rolesOf(organisation).flatMap((role) =>
    Object.keys(givesOfStaff).map((name) => [role, name] as const),
  );

  test.each(attempts)('7.2: a %s who tries %s for their own gain is refused', async (role, name) => {
    const me = mine(role);
    const standing = async () => {
      const staff = await staffOf(api.database, organisation);
      const entry = staff.find(({ _id }) => _id === me);
      if (!entry) throw new Error(`${me} is gone`);
      const held = standInsOf(asMember(entry), staff.map(asMember), new Date().toISOString());
      return { roles: entry.roles, groups: entry.groups, held: held.map((one) => [one.for, one.roles]) };
    };
    const before = await standing();
    for (const [path, body] of givesOfStaff[name]?.(me) ?? []) {
      const answer = await api.as(me).post(`/v1/organisations/${organisation}/staff${path && `/${path}`}`, body);
      expect([path, answer.status >= 400 && answer.status < 500]).toEqual([path, true]);
    }
    expect(await standing()).toEqual(before);
  });
});
