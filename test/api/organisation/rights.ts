import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AccessDocument } from '../../../db/cases/accesses.ts';
import { accessesOf } from '../../../db/cases/accesses.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { digest } from '../../../domain/digest.ts';
import {
  complaintBody,
  complaintsOf,
  driven,
  type Opened,
  opened,
  saidOnThePhone,
} from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'development-fund';
const complaints = complaintsOf(organisation);
const care = { groups: ['customer-care'], departments: ['customer-care'] };
const systems = { groups: ['crm-support'], departments: ['crm-systems'] };

let api: RunningApi;
let unowned: Opened;
let owned: Opened;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  for (const [place, where] of Object.entries({ care, systems })) {
    for (const role of ['agent', 'supervisor']) await api.hire(`${organisation}.${role}.${place}`, where);
  }
  await api.hire(`${organisation}.agent.colleague`, care);
  unowned = await opened(api, organisation);
  owned = await driven(api, organisation, [['accept', {}, `${organisation}.agent.care`]]);
  for (const { address } of [unowned, owned]) await api.projected(address, `${organisation}.manager.1`, () => true);
  await api.projected(owned.address, `${organisation}.manager.1`, ({ status }) => status === 'open');
});
afterAll(() => api.stop());

const as = (who: string) => api.as(`${organisation}.${who}`);

/** Whether somebody may give a command, seen from a request that goes no further than the check of rights. */
async function mayGive(who: string, command: string, address: string): Promise<string> {
  const answer = await as(who).post(`${address}/${command}`, {}, { headers: { 'idempotency-key': null } });
  return answer.refusal === '428 IdempotencyKeyMissing' ? 'yes' : answer.refusal;
}

const forbidden = '403 Forbidden';
const table: Record<string, Record<string, string>> = {
  'complete withdraw confirm accept return-for-completion pause resume log-contact assign': {
    'agent.care': 'yes',
    'supervisor.care': 'yes',
    'manager.1': 'yes',
    'quality.1': forbidden,
    'auditor.1': forbidden,
  },
  decline: {
    'agent.care': forbidden,
    'supervisor.care': 'yes',
    'manager.1': 'yes',
    'quality.1': forbidden,
    'auditor.1': forbidden,
  },
  'answer interim': {
    'agent.care': 'yes',
    'agent.colleague': '403 NotYourCase',
    'supervisor.care': 'yes',
    'manager.1': 'yes',
    'quality.1': forbidden,
    'auditor.1': forbidden,
  },
};
const rows = Object.entries(table).flatMap(([commands, byWhom]) =>
  commands.split(' ').flatMap((command) => Object.entries(byWhom).map(([who, may]) => [who, command, may] as const)),
);

test.each(rows)('%s may %s: %s', async (who, command, may) => {
  expect(await mayGive(who, command, owned.address)).toBe(may);
});

test.each([
  ['agent.1', '428 IdempotencyKeyMissing'],
  ['supervisor.1', '428 IdempotencyKeyMissing'],
  ['manager.1', '428 IdempotencyKeyMissing'],
  ['quality.1', forbidden],
  ['auditor.1', forbidden],
])('%s opening a complaint: %s', async (who, refusal) => {
  const headers = { 'idempotency-key': null };
  expect((await as(who).post(complaints, complaintBody(organisation), { headers })).refusal).toBe(refusal);
});

test('S7: an agent may assign to himself what nobody owns, and to nobody else; a colleague’s case is not taken', async () => {
  const { address } = await opened(api, organisation);
  const toAnother = await as('agent.care').post(`${address}/assign`, { to: `${organisation}.agent.colleague` });
  expect(toAnother.refusal).toBe(forbidden);
  const toHimself = await as('agent.care').post(`${address}/assign`, { to: `${organisation}.agent.care` });
  expect(toHimself.view.owner).toBe(`${organisation}.agent.care`);
  const taken = await as('agent.colleague').post(`${address}/assign`, { to: `${organisation}.agent.colleague` });
  expect(taken.refusal).toBe('403 NotYourCase');
  expect((await as('agent.colleague').post(`${address}/accept`)).refusal).toBe('403 NotYourCase');
});

test('the commands that a view allows are those that its reader may give', async () => {
  const allowed = async (who: string) => (await as(who).get(owned.address)).view.allowed.sort();
  const contact = [
    ...['book-appointment', 'log-contact', 'open-department-ticket', 'report-abuse'],
    ...['find-party', 'record-discussion', 'identify', 'deliver-letter'],
  ];
  const everybody = ['attach', 'name-staff', ...contact, 'prepare-claim'].sort();
  const ofOwner = [
    'assign',
    'correct-category',
    'correct-contact',
    'correct-fields',
    'give-back',
    'link',
    'share',
    'withdraw',
  ];
  expect(await allowed('agent.care')).toEqual(
    ['answer', 'hand-over', 'interim', 'record-goodwill', ...ofOwner, ...everybody].sort(),
  );
  expect(await allowed('agent.colleague')).toEqual(everybody);
  expect(await allowed('quality.1')).toEqual(['ask', 'comment']);
});

test('what staff do for a customer is recorded as done on his behalf', async () => {
  const { address } = await driven(api, organisation, [
    ['accept', {}],
    ['withdraw', { said: saidOnThePhone() }],
  ]);
  const { events } = await api.timeline(address, `${organisation}.agent.1`);
  expect(events[0]).toMatchObject({ type: 'received', by: `${organisation}.agent.1`, onBehalfOf: 'customer' });
  expect(events.find((event) => 'type' in event && event.type === 'withdrawalClaimed')).toMatchObject({
    by: `${organisation}.agent.1`,
    onBehalfOf: 'customer',
  });
});

describe('who can see a case', () => {
  test.each([
    ['agent.care', 200],
    ['agent.systems', 404],
    ['supervisor.care', 200],
    ['supervisor.systems', 404],
    ['manager.1', 200],
    ['quality.1', 200],
    ['auditor.1', 200],
  ])('%s reads a case of customer care: %s', async (who, status) => {
    expect((await as(who).get(unowned.address)).status).toBe(status);
    expect((await as(who).get(`${unowned.address}/timeline`)).status).toBe(status);
    expect((await as(who).get(unowned.address.replace('complaints', 'cases'))).status).toBe(status);
    const { items } = (await as(who).get(complaints)).as<{ items: CaseView[] }>();
    expect(items.some(({ number }) => number === unowned.number)).toBe(status === 200);
  });

  test('an agent of another group reads the case that he owns', async () => {
    const { address } = await opened(api, organisation);
    await api.projected(address, `${organisation}.manager.1`, () => true);
    await api.hire(`${organisation}.agent.moved`, care);
    await as('agent.moved').post(`${address}/accept`);
    await api.hire(`${organisation}.agent.moved`, systems);
    await api.projected(address, `${organisation}.manager.1`, ({ owner }) => owner === `${organisation}.agent.moved`);
    expect((await as('agent.moved').get(address)).status).toBe(200);
  });

  test('somebody whose role has no rights in the pack sees nothing and may do nothing', async () => {
    await api.hire(`${organisation}.intern.1`);
    expect((await as('intern.1').get(unowned.address)).refusal).toBe('404 NotFound');
    expect((await as('intern.1').post(complaints, complaintBody(organisation))).refusal).toBe(forbidden);
    expect((await as('intern.1').get(complaints)).as<{ items: unknown[] }>().items).toEqual([]);
  });
});

describe('who can read the words', () => {
  test.each([
    ['agent.care', () => unowned, 200],
    ['agent.care', () => owned, 200],
    ['agent.colleague', () => owned, 403],
    ['agent.systems', () => unowned, 404],
    ['supervisor.care', () => owned, 200],
    ['supervisor.systems', () => owned, 404],
    ['manager.1', () => owned, 200],
    ['quality.1', () => owned, 200],
    ['auditor.1', () => owned, 403],
  ])('%s: case %#, %s', async (who, which, status) => {
    const answer = await as(who).get(`${which().address}/words`);
    expect(answer.status).toBe(status);
    if (status !== 200) expect(answer.problem.detail).not.toContain('رُفض');
    else expect(answer.text).toContain('رُفض طلبي');
  });

  test('an auditor reads them with a reason, and the look stands in an unbroken chain', async () => {
    const { number, address } = await opened(api, organisation);
    await api.projected(address, `${organisation}.manager.1`, () => true);
    expect((await as('auditor.1').get(`${address}/words?reason=%20`)).refusal).toBe(forbidden);
    const reason = 'مراجعة ربع سنوية';
    const path = `${address}/words?reason=${encodeURIComponent(reason)}`;
    expect((await as('auditor.1').get(path)).as<{ words: unknown[] }>().words).toHaveLength(1);
    await as('manager.1').get(`${address}/words`);
    expect(await accessesOf(api.database, organisation, number)).toMatchObject([
      { by: `${organisation}.auditor.1`, what: 'words', reason },
      { by: `${organisation}.manager.1`, what: 'words', reason: null },
    ]);
    const all = await api.database.accesses.find({}).lean<AccessDocument[]>();
    expect(lengthOfChain(all)).toBe(all.length);
    expect(lengthOfChain(all.map((one) => ({ ...one, reason: 'another one' })))).toBe(0);
  });

  test.each([
    ['agent.care', '', ['unowned', 'owned']],
    ['agent.colleague', '', ['unowned']],
    ['agent.systems', '', []],
    ['supervisor.care', '', ['unowned', 'owned']],
    ['manager.1', '', ['unowned', 'owned']],
    ['auditor.1', '', []],
    ['auditor.1', '&reason=quarterly%20spot%20check', ['unowned', 'owned']],
  ])('nobody else finds a case by them: %s%s finds %j', async (who, reason, found) => {
    const before = await api.database.accesses.countDocuments({ by: `${organisation}.${who}` });
    const numbers = async (text: string) =>
      (await as(who).get(`${complaints}?limit=200&text=${encodeURIComponent(text)}${reason}`))
        .as<{ items: CaseView[] }>()
        .items.map(({ number }) => number);
    const byWords = await numbers('رُفض طلبي');
    const ours = Object.entries({ unowned, owned }).filter(([, { number }]) => byWords.includes(number));
    expect(ours.map(([name]) => name)).toEqual(found);
    const looks = await api.database.accesses.find({ by: `${organisation}.${who}` }).lean<AccessDocument[]>();
    expect(looks).toHaveLength(before + 1);
    expect(looks).toContainEqual(expect.objectContaining({ number: 'cases', what: 'a list searched by words' }));
    expect(JSON.stringify(looks)).not.toContain('طلبي');
    // The number is for everybody who may know of the case.
    if (who !== 'agent.systems') expect(await numbers(owned.number)).toEqual([owned.number]);
  });

  test('a look that cannot be recorded is not granted', async () => {
    const { collection } = api.database.accesses;
    const insertOne = collection.insertOne.bind(collection);
    collection.insertOne = () => Promise.reject(Object.assign(new Error('gone'), { name: 'MongoNetworkError' }));
    try {
      expect((await as('manager.1').get(`${unowned.address}/words`)).refusal).toBe('503 Unavailable');
    } finally {
      collection.insertOne = insertOne;
    }
    expect((await as('manager.1').get(`${unowned.address}/words`)).status).toBe(200);
  });
});

/** How many looks follow on one another from the first on, each with its own digest. */
function lengthOfChain(all: AccessDocument[]): number {
  let previous = '';
  for (let length = 0; ; length += 1) {
    const next = all.find((one) => one.previous === previous);
    if (!next) return length;
    const { _id, digest: stated, ...content } = next;
    if (digest(content) !== stated) return length;
    previous = stated;
  }
}

describe('who can see how a due instant was worked out', () => {
  test.each([
    ['agent.care', 200],
    ['agent.colleague', 403],
    ['supervisor.care', 200],
    ['manager.1', 200],
    ['quality.1', 200],
    ['auditor.1', 200],
  ])('an officer of the deadline of his own case: %s: %s', async (who, status) => {
    expect((await as(who).get(`${owned.address}/clocks/answer/proof`)).status).toBe(status);
  });
});

describe('somebody named in a complaint (F-10)', () => {
  const named = [`${organisation}.agent.care`, `${organisation}.manager.2`];
  let about: Opened;
  beforeAll(async () => {
    about = await opened(api, organisation, { about: named });
    await api.projected(about.address, `${organisation}.manager.1`, () => true);
  });

  test.each(['agent.care', 'manager.2'])('%s, does not find it anywhere and cannot act on it', async (who) => {
    for (const path of ['', '/timeline', '/words', '/clocks/triage/proof']) {
      expect((await as(who).get(about.address + path)).refusal).toBe('404 NotFound');
    }
    expect((await as(who).post(`${about.address}/accept`)).refusal).toBe('404 NotFound');
    const base = `/v1/organisations/${organisation}`;
    for (const list of ['complaints', 'cases', 'work', `complaints?text=${about.number.slice(5, 10)}`]) {
      const { items } = (await as(who).get(`${base}/${list}`)).as<{ items: CaseView[] }>();
      expect(items.some(({ number }) => number === about.number)).toBe(false);
    }
  });

  test('is not given the case, and cannot open it himself', async () => {
    const given = await as('supervisor.care').post(`${about.address}/assign`, { to: named[0] });
    expect(given.refusal).toBe('403 NamedInCase');
    const body = complaintBody(organisation, { about: named });
    expect((await as('agent.care').post(complaints, body)).refusal).toBe(forbidden);
  });

  test('and others see it as ever', async () => {
    expect((await as('agent.colleague').get(about.address)).view.number).toBe(about.number);
  });
});

test('an auditor sees who looked at the words of a case, and what it refused; nobody else does', async () => {
  const organisation = 'development-fund';
  const { address } = await driven(api, organisation, [['accept', {}]]);
  await api.projected(address, `${organisation}.auditor.1`, ({ status }) => status === 'open');
  await api.as(`${organisation}.auditor.1`).get(`${address}/words?reason=quarterly%20spot%20check`);
  expect((await api.as(`${organisation}.agent.1`).post(`${address}/accept`)).refusal).toBe('409 NotAllowedNow');
  const audit = (await api.as(`${organisation}.auditor.1`).get(`${address}/audit`)).as<Record<string, object[]>>();
  expect(audit.accesses).toMatchObject([
    { by: `${organisation}.auditor.1`, what: 'words', reason: 'quarterly spot check' },
  ]);
  expect(audit.refusals).toMatchObject([
    { command: 'accept', by: `${organisation}.agent.1`, refusal: 'NotAllowedNow' },
  ]);
  expect((await api.as(`${organisation}.manager.1`).get(`${address}/audit`)).refusal).toBe('403 Forbidden');
});

test('G-04: a case belongs only to somebody who may work on it: an auditor and a quality officer are given none', async () => {
  const { address } = await opened(api, organisation);
  for (const who of ['auditor.1', 'quality.1']) {
    const to = `${organisation}.${who}`;
    expect([who, (await as('supervisor.1').post(`${address}/assign`, { to })).refusal]).toEqual([who, '422 Invalid']);
  }
  await as('agent.care').post(`${address}/accept`);
  const handOver = { reason: 'نهاية المناوبة', briefing: 'العميل ينتظر الرد', customerConsents: true };
  for (const who of ['auditor.1', 'quality.1']) {
    const answer = await as('agent.care').post(`${address}/hand-over`, { ...handOver, to: `${organisation}.${who}` });
    expect([who, answer.problem.errors?.[0]?.path]).toEqual([who, 'to']);
  }
  const given = await as('supervisor.1').post(`${address}/assign`, { to: `${organisation}.supervisor.1` });
  expect(given.view.owner).toBe(`${organisation}.supervisor.1`);
});
