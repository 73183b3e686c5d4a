import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OpenedView } from '../../../application/complaints/open-complaint.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { eventually } from '../../support/api/api-client.ts';
import { complaintBody, complaintsOf, type Opened } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';
import { changeWords } from '../../support/samples/changed-words.ts';

const organisation = 'development-fund';
const base = complaintsOf(organisation);

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation, 'sandbox'] });
});
afterAll(() => api.stop());

const as = (who: string) => api.as(`${organisation}.${who}`);
const staffId = (who: string) => `${organisation}.${who}`;

let customers = 0;
/** A made-up customer whom no other complaint has. */
function customer(change: object = {}): object {
  customers += 1;
  return { name: 'عميل تجريبي (مثال)', phone: `+9665100${String(customers).padStart(5, '0')}`, ...change };
}

async function opened(change: object = {}, by = 'agent.1'): Promise<Opened & { view: OpenedView }> {
  const body = complaintBody(organisation, { customer: customer(), ...change });
  const view = (await as(by).post(base, body)).view as OpenedView;
  const address = `${base}/${view.number}`;
  await eventually(
    async () => (await as('auditor.1').get(address)).view,
    ({ projected }) => projected,
  );
  return { number: view.number, address, view };
}

const shown = (of: Opened, isThere: (view: CaseView) => boolean, by = 'manager.1') =>
  api.projected(of.address, staffId(by), isThere);

/** As if the organisation itself had opened it: of no customer, in the projection and in the vault. */
async function makeInternal({ number }: Opened): Promise<void> {
  const { cases } = api.database;
  await cases.collection.updateOne({ 'view.number': number }, { $set: { 'view.detail.internal': true } });
  await changeWords(api.database, `${number}/opening`, ({ customer: _, ...content }) => content);
}

const detailsOf = (details: string) => ({ concerns: 'decision', details });

describe('a link', () => {
  test('is shown by both complaints, and taken away from both', async () => {
    const [one, other] = [await opened(), await opened()];
    const answer = await as('supervisor.1').post(`${one.address}/link`, {
      number: other.number,
      relation: 'caused-by',
    });
    expect(answer.view.detail.links).toMatchObject([{ number: other.number, relation: 'caused-by' }]);
    const there = await shown(other, ({ detail }) => (detail.links as object[]).length > 0);
    expect(there.detail.links).toMatchObject([{ number: one.number, relation: 'cause-of' }]);
    await as('supervisor.1').post(`${other.address}/unlink`, { number: one.number });
    await shown(one, ({ detail }) => (detail.links as object[]).length === 0);
  });

  test('to what is not there, or to what one may not know of, is one and the same 422', async () => {
    const one = await opened();
    const hidden = await opened({ about: [staffId('agent.2')] });
    await as('agent.2').post(`${one.address}/accept`);
    const toNothing = await as('agent.2').post(`${one.address}/link`, { number: 'DF-C-7K3M9-Q2X8TW' });
    const toHidden = await as('agent.2').post(`${one.address}/link`, { number: hidden.number });
    expect([toNothing.refusal, toHidden.refusal]).toEqual(['422 Invalid', '422 Invalid']);
    expect(toHidden.problem.errors).toEqual(toNothing.problem.errors);
  });

  test('to a complaint about a member of staff is hidden from that person, in view, list and timeline', async () => {
    const one = await opened();
    const hidden = await opened({ about: [staffId('agent.2')] });
    await as('supervisor.1').post(`${one.address}/link`, { number: hidden.number });
    await shown(one, ({ detail }) => (detail.links as object[]).length === 1);
    for (const path of ['', '/timeline']) {
      expect((await as('agent.2').get(one.address + path)).text).not.toContain(hidden.number);
      expect((await as('supervisor.1').get(one.address + path)).text).toContain(hidden.number);
    }
    expect((await as('agent.2').get(`${base}?limit=200`)).text).not.toContain(hidden.number);
  });
});

describe('merging', () => {
  test('ends one complaint; the other goes on for both, and both numbers answer', async () => {
    const same = { customer: customer() };
    const [one, other] = [await opened({ ...same, fields: detailsOf('كلمات الأولى') }), await opened(same)];
    const answer = await as('supervisor.1').post(`${one.address}/merge`, { into: other.number });
    expect(answer.view).toMatchObject({
      status: 'merged',
      allowed: ['undo-merge'],
      detail: { mergedInto: other.number },
    });

    expect((await shown(one, ({ status }) => status === 'merged')).detail.mergedInto).toBe(other.number);
    const rest = await shown(other, ({ detail }) => (detail.merged as string[]).length > 0);
    expect(rest).toMatchObject({ status: 'received', detail: { merged: [one.number] } });
    for (const { address } of [one, other]) {
      expect((await as('supervisor.1').get(`${address}/words`)).text).toContain('كلمات الأولى');
    }
    const refused = await eventually(
      () => as('supervisor.1').post(`${one.address}/accept`),
      ({ status }) => status === 409,
    );
    expect(refused.problem.detail).toContain(other.number);
    await eventually(
      () => api.sent.filter(({ key }) => key.includes(one.number)),
      (sent) => sent.some(({ text }) => text.includes(other.number)),
    );
  });

  test('is refused into another customer’s complaint, unless staff know that it is the same one', async () => {
    const [one, other] = [await opened(), await opened()];
    const refused = await as('supervisor.1').post(`${one.address}/merge`, { into: other.number });
    expect(refused.refusal).toBe('422 Invalid');
    const known = await as('supervisor.1').post(`${one.address}/merge`, { into: other.number, sameCustomer: true });
    expect(known.view.status).toBe('merged');
  });

  test('is refused into a complaint that has ended, and into one that was merged itself', async () => {
    const same = { customer: customer() };
    const [one, other, third] = [await opened(same), await opened(same), await opened(same)];
    await as('supervisor.1').post(`${other.address}/decline`, {
      reasonCode: 'other',
      text: 'لا صلة لها بخدمات المنظمة',
    });
    const refused = await as('supervisor.1').post(`${one.address}/merge`, { into: other.number });
    expect(refused.refusal).toBe('409 NotAllowedNow');
    expect((await shown(one, () => true)).status).toBe('received');

    await as('supervisor.1').post(`${one.address}/merge`, { into: third.number });
    await shown(one, ({ status }) => status === 'merged');
    const intoMerged = await as('supervisor.1').post(`${third.address}/merge`, { into: one.number });
    expect(intoMerged.refusal).toBe('422 Invalid');
    expect(intoMerged.problem.errors?.[0]?.message).toContain(third.number);
  });

  test('is refused where one is a customer’s and the other the organisation’s own problem, which is not split either (N-25)', async () => {
    const [one, other] = [await opened(), await opened()];
    await makeInternal(other);
    const sameCustomer = true;
    for (const [from, into] of [
      [one, other],
      [other, one],
    ] as const) {
      const refused = await as('supervisor.1').post(`${from.address}/merge`, { into: into.number, sameCustomer });
      expect(refused.refusal).toBe('409 NotAllowedNow');
      expect(refused.problem.detail).toContain('the organisation’s own problem');
    }
    const split = await as('supervisor.1').post(`${other.address}/split`, { fields: detailsOf('جزء آخر') });
    expect(split.refusal).toBe('409 NotAllowedNow');
  });

  test('into each other at once never ends both', async () => {
    const same = { customer: customer() };
    const pair = [await opened(same), await opened(same)] as const;
    await Promise.all([
      as('supervisor.1').post(`${pair[0].address}/merge`, { into: pair[1].number }),
      as('supervisor.2').post(`${pair[1].address}/merge`, { into: pair[0].number }),
    ]);
    const settled = ({ detail }: CaseView) => detail.merging === null;
    const statuses = await Promise.all(pair.map(async (one) => (await shown(one, settled)).status));
    expect(statuses).toContain('received');
  });

  test('the customer follows the remaining complaint by the number and secret that he has', async () => {
    const body = { category: 'complaint', customer: customer(), fields: detailsOf('طلب أول') };
    const post = async () => {
      const answer = await api.anybody.post(`/public/organisations/${organisation}/complaints`, body);
      return answer.as<{ number: string; secret: string }>();
    };
    const [one, other] = [await post(), await post()];
    expect(JSON.stringify(other)).not.toContain(one.number);
    for (const { number } of [one, other]) {
      await api.projected(`${base}/${number}`, staffId('manager.1'), () => true);
    }
    await as('manager.1').post(`${base}/${one.number}/merge`, { into: other.number });
    await as('manager.1').post(`${base}/${other.number}/accept`);
    const path = `/public/organisations/${organisation}/complaints/${one.number}`;
    const followed = await eventually(
      async () => (await api.anybody.get(path, { headers: { 'case-secret': one.secret } })).json,
      ({ status }) => status === 'open',
    );
    expect(followed).toMatchObject({ number: one.number, mergedInto: other.number, status: 'open' });
    expect(followed.allowed).toContain('withdraw');
  });

  test('R4, R5, R6: the remaining complaint has documents and promise of the merged one, whose secret acts on it', async () => {
    const body = { category: 'enquiry', customer: customer(), fields: { details: 'طلب' } };
    const publicBase = `/public/organisations/${organisation}/complaints`;
    const post = async () => (await api.anybody.post(publicBase, body)).as<{ number: string; secret: string }>();
    const [one, other] = [await post(), await post()];
    const secret = { 'case-secret': one.secret };
    const attached = async (name: string) =>
      fetch(`${api.url}${publicBase}/${one.number}/attach?name=${name}.txt`, {
        method: 'POST',
        body: name,
        headers: { ...secret, 'content-type': 'text/plain', 'idempotency-key': randomUUID() },
      });
    expect((await attached('before')).status).toBe(200);
    for (const { number } of [one, other]) await api.projected(`${base}/${number}`, staffId('manager.1'), () => true);
    const before = (await as('manager.1').get(`${base}/${one.number}`)).view;
    await as('manager.1').post(`${base}/${one.number}/merge`, { into: other.number });
    await api.projected(`${base}/${one.number}`, staffId('manager.1'), ({ status }) => status === 'merged');

    expect(await (await attached('after')).json()).toMatchObject({ number: other.number });
    const address = `${base}/${other.number}`;
    const { items } = (await as('manager.1').get(`${address}/attachments`)).as<{
      items: { id: string; name: string }[];
    }>();
    expect(items.map(({ name }) => name).sort()).toEqual(['after.txt', 'before.txt']);
    const brought = items.find(({ name }) => name === 'before.txt');
    expect((await as('manager.1').get(`${address}/attachments/${brought?.id}`)).text).toBe('before');

    const promise = before.clocks.find(({ id }) => id === 'answer');
    const kept = (await as('manager.1').get(address)).view.clocks.find(({ from }) => from === one.number);
    expect(kept).toMatchObject({ startedAt: promise?.startedAt, dueAt: promise?.dueAt, state: 'running' });
    const proof = (await as('manager.1').get(`${address}/clocks/${kept?.id}/proof`)).as();
    expect(proof).toMatchObject({ answer: { dueAt: promise?.dueAt } });

    await as('agent.1').post(`${address}/accept`);
    await as('agent.1').post(`${address}/answer`, { text: 'تم الرد' });
    const objected = await api.anybody.post(
      `${publicBase}/${one.number}/object`,
      { text: 'لا أوافق' },
      { headers: secret },
    );
    expect(objected.as()).toMatchObject({ number: other.number, status: 'open', round: 2 });
    const lineOf = async () => {
      const register = await as('manager.1').get(`/v1/organisations/${organisation}/register`);
      return register
        .as<{ items: { number: string; answer: string }[] }>()
        .items.find(({ number }) => number === one.number);
    };
    expect(await eventually(lineOf, (line) => line?.answer === 'in-time')).toMatchObject({
      answer: 'in-time',
      proposedSolution: 'تم الرد',
      breached: false,
    });
  });
});

test('S7: a part of a complaint becomes a new one of the same customer, without his other words; both are linked', async () => {
  const mine = customer({ email: 'split@example.com' });
  const one = await opened({ customer: mine, fields: detailsOf('الأصل') });
  await as('agent.1').post(`${one.address}/accept`);
  await api.projected(one.address, staffId('manager.1'), ({ owner }) => owner !== null);
  const byColleague = await as('agent.2').post(`${one.address}/split`, { fields: detailsOf('جزء آخر') });
  expect(byColleague.refusal).toBe('403 NotYourCase');
  const answer = await as('agent.1').post(`${one.address}/split`, { fields: detailsOf('جزء آخر') });
  expect(answer.status).toBe(201);
  const { number, detail } = answer.view;
  expect(detail.links).toMatchObject([{ number: one.number, relation: 'split-from' }]);
  const there = await shown(one, (view) => (view.detail.links as object[]).length > 0);
  expect(there.detail.links).toMatchObject([{ number, relation: 'split-into' }]);

  await api.projected(`${base}/${number}`, staffId('manager.1'), () => true);
  const { words } = (await as('manager.1').get(`${base}/${number}/words`)).as<{ words: { content: object }[] }>();
  expect(words.map(({ content }) => content)).toMatchObject([{ customer: mine, fields: { details: 'جزء آخر' } }]);
  await eventually(
    () => api.sent.filter(({ key, to }) => key.includes(number) && to === 'split@example.com'),
    (sent) => sent.length > 0,
  );
});

test('S7: that somebody else splits a part of a complaint off is an event that its owner is told of', async () => {
  const one = await opened({ customer: customer({ email: 'part@example.com' }), fields: detailsOf('الأصل') });
  await as('agent.2').post(`${one.address}/accept`);
  await api.projected(one.address, staffId('manager.1'), ({ owner }) => owner !== null);
  expect((await as('supervisor.1').post(`${one.address}/split`, { fields: detailsOf('جزء') })).status).toBe(201);
  // If the organisation is closed now, the letter itself waits until it opens.
  const { events } = await eventually(
    () => api.timeline(one.address, staffId('manager.1')),
    (timeline) => timeline.events.some(({ type }) => type === 'splitOff'),
  );
  expect(events.find(({ type }) => type === 'splitOff')?.data).toEqual({ splitBy: staffId('supervisor.1') });
});

describe('a complaint that may be there already', () => {
  const text = 'تأخر صرف القرض أكثر من شهرين ولم يصلني أي رد من الفرع';

  test('is warned of, with the number in any digits and the words nearly the same', async () => {
    const first = await opened({ customer: customer({ phone: '+966512345678' }), fields: detailsOf(text) });
    const again = await opened({
      customer: customer({ phone: '٠٥١٢٣٤٥٦٧٨' }),
      fields: detailsOf('تأخّر صرف القرض أكثر من شهرين، ولم يصلنى اى رد من الفرع!'),
    });
    expect(again.view.warnings).toMatchObject([
      { warning: 'possible-duplicate', number: first.number, status: 'received', score: 1 },
    ]);
    const { items } = (await as('agent.1').get(`${first.address}/duplicates`)).as<{ items: object[] }>();
    expect(items).toMatchObject([{ number: again.number, score: 1 }]);
  });

  test.each([
    ['about something else', {}, detailsOf('أقترح إضافة خدمة حجز المواعيد في التطبيق')],
    ['of somebody else', { customer: { name: 'عميل آخر (مثال)', phone: '+966598765432' } }, detailsOf(text)],
    ['of another category', { category: 'enquiry' }, { details: text }],
  ])('is no warning where one is %s', async (_, change, fields) => {
    const mine = customer();
    await opened({ customer: mine, fields: detailsOf(text) });
    expect((await opened({ customer: mine, fields, ...change })).view.warnings).toEqual([]);
  });

  test('is no warning to somebody who may not know of the other one', async () => {
    const mine = customer();
    const first = await opened({ customer: mine, fields: detailsOf(text), about: [staffId('agent.2')] });
    const again = await opened({ customer: mine, fields: detailsOf(text) }, 'agent.2');
    expect(again.view.warnings).toEqual([]);
    const items = async (who: string) => (await as(who).get(`${again.address}/duplicates`)).text;
    expect(await items('agent.2')).not.toContain(first.number);
    expect(await items('agent.1')).toContain(first.number);
  });

  test('nothing that can be read stands in what complaints are compared by', async () => {
    const prints = await api.database.fingerprints.find({}).lean();
    expect(prints.length).toBeGreaterThan(0);
    expect(JSON.stringify(prints)).not.toMatch(/[\u0600-\u06ff]|@|\+966|5123456/);
  });
});

test('abuse of staff is told to the supervisors, once each (G-11)', async () => {
  // The sandbox is never closed, so that no message waits for the morning.
  const agent = api.as('sandbox.agent.1');
  const { view } = await agent.post(complaintsOf('sandbox'), complaintBody('sandbox'));
  const reported = await agent.post(`${complaintsOf('sandbox')}/${view.number}/report-abuse`, {
    text: 'ألفاظ غير لائقة',
  });
  expect(reported.view.status).toBe(view.status);
  const told = await eventually(
    () => api.database.notices.find({ number: view.number, template: 'abuse-reported' }).lean(),
    (notices) => notices.length === 2,
  );
  expect(told.map(({ to }) => to).sort()).toEqual(['sandbox.supervisor.1', 'sandbox.supervisor.2']);
});

test('anyone who turns out to be named loses the complaint and cannot find it any more (F-10)', async () => {
  const one = await opened();
  await as('agent.1').post(`${one.address}/accept`);
  const refused = await as('supervisor.1').post(`${one.address}/name-staff`, { staff: ['nobody'] });
  expect(refused.refusal).toBe('422 Invalid');
  const { view } = await as('supervisor.1').post(`${one.address}/name-staff`, { staff: [staffId('agent.1')] });
  expect(view.owner).toBeNull();
  await shown(one, ({ owner, status }) => owner === null && status === 'open');
  for (const path of ['', '/timeline', '/words', '/duplicates']) {
    expect((await as('agent.1').get(one.address + path)).refusal).toBe('404 NotFound');
  }
  const assigned = await as('supervisor.1').post(`${one.address}/assign`, { to: staffId('agent.1') });
  expect(assigned.refusal).toBe('403 NamedInCase');
});

describe('anyone who is named later does not find either (F-10)', () => {
  const unit = `/v1/organisations/${organisation}`;
  /** Everything that shows many cases at once. */
  const lists = ['complaints?limit=200', 'cases?limit=200', 'department-tickets?limit=200', 'register'];

  async function isHidden(who: string, number: string): Promise<void> {
    await eventually(
      async () => (await as(who).get(`${unit}/cases/${number}`)).status,
      (status) => status === 404,
    );
    for (const list of lists) expect((await as(who).get(`${unit}/${list}`)).text).not.toContain(number);
    // Others see it as ever.
    expect((await as('manager.1').get(`${unit}/cases/${number}`)).status).toBe(200);
  }

  test('what was merged into the complaint, nor what was merged into that', async () => {
    const same = { customer: customer() };
    const [first, second, last] = [await opened(same), await opened(same), await opened(same)];
    await as('supervisor.1').post(`${first.address}/merge`, { into: second.number });
    await shown(second, ({ detail }) => (detail.merged as string[]).length === 1);
    await as('supervisor.1').post(`${second.address}/merge`, { into: last.number });
    await shown(last, ({ detail }) => (detail.merged as string[]).length === 1);
    await shown(first, ({ status }) => status === 'merged');
    await shown(second, ({ status }) => status === 'merged');
    expect((await as('supervisor.2').get(first.address)).status).toBe(200);
    await as('supervisor.1').post(`${last.address}/name-staff`, { staff: [staffId('supervisor.2')] });
    for (const { number } of [last, second, first]) await isHidden('supervisor.2', number);
  });

  test('the tickets of the complaint, also those that are done', async () => {
    const one = await opened();
    await as('agent.1').post(`${one.address}/accept`);
    const ask = { department: 'programmes', text: 'نرجو الإفادة.' };
    const { view } = await as('agent.1').post(`${one.address}/open-department-ticket`, ask);
    const [{ number } = { number: '' }] = view.detail.tickets as { number: string }[];
    const ticket = { number, address: `${unit}/department-tickets/${number}`, view };
    await eventually(
      async () => (await as('supervisor.1').get(ticket.address)).status,
      (status) => status === 200,
    );
    await as('supervisor.1').post(`${ticket.address}/resolve`, { outcome: 'done', text: 'تم.' });
    await as('agent.1').post(`${ticket.address}/accept`);
    await shown(ticket, ({ status }) => status === 'closed');
    expect((await as('supervisor.2').get(ticket.address)).status).toBe(200);
    await as('supervisor.1').post(`${one.address}/name-staff`, { staff: [staffId('supervisor.2')] });
    for (const hidden of [one.number, number]) await isHidden('supervisor.2', hidden);
  });
});

test('a complaint that goes on from one about somebody is about him as well, no matter who sends it (F-10)', async () => {
  const path = `/public/organisations/${organisation}/complaints`;
  const body = { category: 'complaint', customer: customer(), fields: detailsOf('عن موظف') };
  const first = (await api.anybody.post(path, body)).as<{ number: string; secret: string }>();
  const headers = { 'case-secret': first.secret };
  await as('supervisor.1').post(`${base}/${first.number}/name-staff`, { staff: [staffId('agent.2')] });
  await api.anybody.post(`${path}/${first.number}/withdraw`, {}, { headers });
  const withdrawn = ({ status }: CaseView) => status === 'withdrawn';
  await api.projected(`${base}/${first.number}`, staffId('manager.1'), withdrawn);
  const again = await api.anybody.post(path, { ...body, follows: first.number }, { headers });
  const { number } = again.as<{ number: string }>();
  const there = await api.projected(`${base}/${number}`, staffId('manager.1'), () => true);
  expect(there.detail.follows).toBe(first.number);
  expect((await as('agent.2').get(`${base}/${number}`)).refusal).toBe('404 NotFound');
  expect((await as('agent.2').get(`${base}?limit=200`)).text).not.toContain(number);
  const given = await as('supervisor.1').post(`${base}/${number}/assign`, { to: staffId('agent.2') });
  expect(given.refusal).toBe('403 NamedInCase');
});

describe('a case does not tell those who may read it but not know more (F-10)', () => {
  test('the number of a complaint about them that it was to go into', async () => {
    const same = { customer: customer() };
    const one = await opened(same);
    const hidden = await opened({ ...same, about: [staffId('agent.2')] });
    await as('supervisor.1').post(`${hidden.address}/decline`, {
      reasonCode: 'other',
      text: 'لا صلة لها بخدمات المنظمة',
    });
    await as('supervisor.1').post(`${one.address}/merge`, { into: hidden.number });
    await shown(one, ({ detail }) => detail.notTaken === 'not-open');
    const events = async (who: string) => (await as(who).get(`${one.address}/timeline`)).text;
    for (const type of ['mergeAsked', 'mergeRefused']) expect(await events('agent.2')).toContain(type);
    expect(await events('agent.2')).not.toContain(hidden.number);
    expect(await events('supervisor.1')).toContain(hidden.number);
  });

  test('whom it is about, unless they read its words', async () => {
    const one = await opened({ about: [staffId('agent.2')] });
    await as('agent.1').post(`${one.address}/accept`);
    await as('supervisor.1').post(`${one.address}/name-staff`, { staff: [staffId('supervisor.2')] });
    await api.hire(staffId('agent.colleague'));
    const timeline = async (who: string) => {
      const { events } = await api.timeline(one.address, staffId(who));
      return JSON.stringify(events.filter(({ type }) => type === 'received' || type === 'staffNamed'));
    };
    await eventually(
      () => timeline('agent.1'),
      (text) => text.includes(staffId('supervisor.2')) && text.includes(staffId('agent.2')),
    );
    expect(await timeline('agent.colleague')).toContain('staffNamed');
    for (const named of ['agent.2', 'supervisor.2']) {
      expect(await timeline('agent.colleague')).not.toContain(staffId(named));
    }
  });

  test('by trying, whom it is about: somebody who could not have it anyhow is refused as ever', async () => {
    await api.hire(staffId('agent.elsewhere'), { groups: [], departments: [] });
    await api.hire(staffId('agent.here'));
    const named = await opened({ about: [staffId('agent.elsewhere'), staffId('agent.2')] });
    const other = await opened();
    const tried = async (address: string, to: string) => {
      const { status, problem } = await as('agent.here').post(`${address}/assign`, { to: staffId(to) });
      return [status, problem.detail];
    };
    for (const to of ['agent.elsewhere', 'agent.2']) {
      expect(await tried(named.address, to)).toEqual(await tried(other.address, to));
    }
  });
});

test('a call to a department stands in the timeline of the complaint (C-01, C-06)', async () => {
  const one = await opened();
  const call = {
    channel: 'phone',
    reached: true,
    department: 'programmes',
    text: 'أفادت الإدارة بأن الطلب قيد الصرف.',
  };
  expect((await as('agent.1').post(`${one.address}/log-contact`, call)).status).toBe(200);
  const { events } = await api.timeline(one.address, staffId('agent.1'));
  expect(events.at(-1)).toMatchObject({ type: 'departmentContacted', data: { department: 'programmes' } });
  const wrong = await as('agent.1').post(`${one.address}/log-contact`, { ...call, department: 'nowhere' });
  expect(wrong.refusal).toBe('422 Invalid');
});

test('C-06: an e-mail to a department holds the answer until the department has answered, unless it asks nothing', async () => {
  const one = await opened();
  const mail = { channel: 'email', reached: true, department: 'programmes', text: 'نرجو الإفادة بحالة الصرف (مثال).' };
  const log = (body: object) => as('agent.1').post(`${one.address}/log-contact`, body);
  expect((await log(mail)).refusal).toBe('409 Incomplete');
  expect((await as('agent.1').post(`${one.address}/accept`)).status).toBe(200);
  expect((await log({ ...mail, asksNothing: true })).view.detail.tickets).toEqual([]);
  expect((await log({ ...mail, text: undefined })).refusal).toBe('422 Invalid');
  const [ticket] = (await log(mail)).view.detail.tickets as { number: string }[];
  const refused = await as('agent.1').post(`${one.address}/answer`, { text: 'صُرف المبلغ (مثال).' });
  expect([refused.refusal, refused.problem.detail.includes(ticket?.number ?? '')]).toEqual(['409 NotAllowedNow', true]);
  const address = one.address.replace(/complaints.*/, `department-tickets/${ticket?.number}`);
  await eventually(
    () => as('manager.1').get(address),
    ({ status }) => status === 200,
  );
  const { words } = (await as('manager.1').get(`${address}/words`)).as<{ words: { content: object }[] }>();
  expect(words[0]?.content).toMatchObject({ text: mail.text });
});
