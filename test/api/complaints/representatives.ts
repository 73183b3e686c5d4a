import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readTexts } from '../../../db/cases/vault.ts';
import { erase, whereaboutsOf } from '../../../db/privacy/erase.ts';
import { eventually } from '../../support/api/api-client.ts';
import { attachedTo, driven } from '../../support/api/complaints.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

const organisation = 'development-fund';
const supervisor = `${organisation}.supervisor.1`;
const customer = { name: 'عميل تجريبي (مثال)', phone: '+966500000051' };
const lawyer = { name: 'محامٍ تجريبي (مثال)', phone: '+966500000052' };
const nextYear = new Date(Date.now() + 200 * 86_400_000).toISOString();

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
});
afterAll(() => api.stop());

const bodyFor = (attachment: string, change: object = {}) => ({
  ...{ representative: lawyer, relation: 'lawyer', may: ['hear-answers', 'object'], until: nextYear, attachment },
  ...{ text: 'اطلعنا على أصل الوكالة (مثال).', ...change },
});

async function represented(change: object = {}) {
  const complaint = await driven(api, organisation, [['accept', {}]], { customer });
  const attachment = await attachedTo(api, supervisor, complaint.address);
  const answer = await api.as(supervisor).post(`${complaint.address}/set-representative`, bodyFor(attachment, change));
  return { ...complaint, attachment, answer };
}

/** The link in the messages to this telephone. */
async function linkTo(phone: string, number: string, what: string): Promise<string> {
  const pattern = new RegExp(`https?://\\S+/${number}/${what}/\\S+`);
  const [message] = await eventually(
    () => api.sent.filter(({ to, text }) => to === phone && pattern.test(text)),
    (all) => all.length > 0,
  );
  return new URL(pattern.exec(message?.text ?? '')?.[0] ?? '').pathname;
}

/** What a code to the representative gives. */
async function granted(link: string, phone = lawyer.phone): Promise<string> {
  await api.anybody.post(`${link}/code`);
  const [message] = await eventually(
    () => api.sent.filter(({ to, text }) => to === phone && /رمز التأكيد: \d{6}/.test(text)).slice(-1),
    (all) => all.length > 0,
  );
  const code = /\d{6}/.exec(message?.text ?? '')?.[0];
  return (await api.anybody.post(`${link}/grant`, { code })).as<{ grant: string }>().grant;
}

describe('a representative of the customer', () => {
  test('is recorded with a document, the customer is told, and nobody of the staff names their own contact', async () => {
    const { answer, address, attachment, number } = await represented();
    expect(answer.view.detail.representatives).toMatchObject([{ id: '1', relation: 'lawyer', endedAt: null }]);
    expect(answer.text).not.toContain('500000052');
    await eventually(
      () => api.sent.filter(({ to, text }) => to === customer.phone && text.includes('يمثل') && text.includes(number)),
      (all) => all.length === 1,
    );
    await api.hire(supervisor, { phone: '+966500000053' });
    const own = { representative: { ...lawyer, phone: '0500000053' } };
    const set = async (change: object) =>
      (await api.as(supervisor).post(`${address}/set-representative`, bodyFor(attachment, change))).refusal;
    expect(await set(own)).toBe('403 SamePerson');
    expect(await set({ attachment: 'none' })).toBe('409 Incomplete');
    expect(await set({ relation: 'friend' })).toBe('409 Incomplete');
    expect(await set({ may: ['confirm'] })).toBe('409 Incomplete');
    expect(await set({ until: '2026-01-01T00:00:00Z' })).toBe('409 Incomplete');
  });

  test('has a link, a code and rights of their own: what may be done is done, is on record and told; nothing else is', async () => {
    const { number, address } = await represented();
    const link = await linkTo(lawyer.phone, number, 'represent/1');
    expect((await api.anybody.get(link)).as<{ status: string }>().status).toBe('open');
    await api.as(`${organisation}.agent.1`).post(`${address}/answer`, { text: 'أُصلح العطل' });
    await api.projected(address, supervisor, ({ status }) => status === 'answered');
    const seen = (await api.anybody.get(link)).as<{ answer: string; allowed: string[] }>();
    expect(seen).toMatchObject({ answer: 'أُصلح العطل', allowed: ['object'] });
    const page = await api.anybody.send('GET', link, undefined, { accept: 'text/html' });
    expect([page.status, page.text.includes(number)]).toEqual([200, true]);

    const grant = await granted(link);
    const act = (action: string, given: object = {}) => api.anybody.post(link, { action, grant, given });
    expect((await act('confirm', { helped: 'yes' })).refusal).toBe('403 Forbidden');
    expect((await act('correct-contact', { contact: '0500000054' })).refusal).toBe('403 Forbidden');
    const objected = await act('object', { text: 'العطل ما زال قائمًا ولم يُصلح' });
    expect(objected.as<{ status: string }>().status).toBe('open');
    const { events } = await api.timeline(address, supervisor);
    expect(events.find(({ type }) => type === 'representativeActed')?.data).toEqual({
      representative: '1',
      command: 'object',
    });
    await eventually(
      () => api.sent.filter(({ to, text }) => to === customer.phone && text.includes('إجراءً باسمه')),
      (all) => all.length > 0,
    );
    // The grant of a representative is none of the customer's, nor their secret.
    const own = await linkTo(customer.phone, number, 'follow');
    expect((await api.anybody.post(own, { action: 'withdraw', grant, given: {} })).refusal).toBe('403 CodeNeeded');
    expect((await api.anybody.get(own.replace('/follow/', '/represent/1/'))).status).toBe(404);
    expect((await api.anybody.get(link.replace('/represent/1/', '/represent/2/'))).status).toBe(404);
  });

  test('who may not hear answers sees where it stands and no answer', async () => {
    const { number, address } = await represented({ may: [] });
    const link = await linkTo(lawyer.phone, number, 'represent/1');
    await api.as(`${organisation}.agent.1`).post(`${address}/answer`, { text: 'جواب لصاحب الطلب وحده' });
    await api.projected(address, supervisor, ({ status }) => status === 'answered');
    const seen = await api.anybody.get(link);
    expect(seen.json).toMatchObject({ status: 'answered', answer: null, allowed: [] });
    const page = await api.anybody.send('GET', link, undefined, { accept: 'text/html' });
    expect(page.text).not.toContain('جواب لصاحب الطلب وحده');
  });

  const withdraws = (phone: string) => ({ may: ['withdraw'], representative: { ...lawyer, phone } });
  const merged = async ({ address }: { address: string }, into: string, body: object = {}) => {
    await api.as(supervisor).post(`${address}/merge`, { into, ...body });
    return api.projected(address, supervisor, ({ status }) => status === 'merged');
  };
  const withdrawal = { action: 'withdraw', given: { text: 'لا حاجة إليه (مثال)' } };

  test('of a complaint that was merged goes along: by the own link, with the own rights, until the merging is undone', async () => {
    const phone = '+966500000055';
    const one = await represented(withdraws(phone));
    const other = await represented({ may: ['hear-answers'], representative: { ...lawyer, phone: '+966500000056' } });
    const link = await linkTo(phone, one.number, 'represent/1');
    const grant = await granted(link, phone);
    await merged(one, other.number, { sameCustomer: true });
    const there = await linkTo(phone, other.number, 'represent/2');
    await api.projected(other.address, supervisor, ({ detail }) => detail.representatives?.length === 2);
    const shown = async (at: string) => (await api.anybody.get(at)).json;
    expect(await shown(link)).toMatchObject({ mergedInto: other.number, allowed: ['withdraw'], answer: null });
    expect(await shown(there)).toMatchObject({ number: other.number, allowed: ['withdraw'] });
    await api.as(supervisor).post(`${one.address}/undo-merge`, { text: 'لكل منهما موضوعه (مثال)' });
    await api.projected(other.address, supervisor, ({ detail }) => detail.representatives?.[1]?.endedAt !== null);
    expect((await api.anybody.get(there)).refusal).toBe('410 LinkExpired');
    await api.projected(one.address, supervisor, ({ status }) => status === 'open');
    expect(await shown(link)).toMatchObject({ mergedInto: null, allowed: ['withdraw'] });
    await merged(one, other.number);
    await api.projected(other.address, supervisor, ({ detail }) => detail.representatives?.length === 3);
    const done = await api.anybody.post(link, { ...withdrawal, grant });
    expect([done.status, done.as<{ status: string }>().status]).toEqual([200, 'withdrawn']);
    const { events } = await api.timeline(other.address, supervisor);
    expect(events.find(({ type }) => type === 'representativeActed')?.data).toMatchObject({ representative: '3' });
  });

  test('who was ended where it goes on has a link no more', async () => {
    const phone = '+966500000057';
    const one = await represented(withdraws(phone));
    const other = await driven(api, organisation, [['accept', {}]], { customer });
    const link = await linkTo(phone, one.number, 'represent/1');
    await merged(one, other.number);
    const ended = { representative: '1', text: 'أنهى العميل الوكالة (مثال).' };
    await api.projected(other.address, supervisor, ({ detail }) => detail.representatives?.length === 1);
    expect((await api.as(supervisor).post(`${other.address}/end-representative`, ended)).status).toBe(200);
    await api.projected(other.address, supervisor, ({ detail }) => detail.representatives?.[0]?.endedAt !== null);
    expect((await api.anybody.get(link)).refusal).toBe('410 LinkExpired');
  });

  test('acts on neither complaint if a person’s word alone says that both are the same customer’s', async () => {
    const phone = '+966500000058';
    const one = await represented(withdraws(phone));
    const stranger = { name: 'عميل آخر (مثال)', phone: '+966500000059' };
    const other = await driven(api, organisation, [['accept', {}]], { customer: stranger });
    const attachment = await attachedTo(api, supervisor, other.address);
    await api
      .as(supervisor)
      .post(`${other.address}/set-representative`, bodyFor(attachment, withdraws('+966500000060')));
    const link = await linkTo(phone, one.number, 'represent/1');
    const grant = await granted(link, phone);
    await merged(one, other.number, { sameCustomer: true });
    expect((await api.anybody.get(link)).json).toMatchObject({ mergedInto: other.number, allowed: [] });
    const withdrawn = await api.anybody.post(link, { ...withdrawal, grant });
    expect(withdrawn.refusal).toBe('409 NotAllowedNow');
    expect(withdrawn.text).toContain('has been merged into another one');
    expect((await api.as(supervisor).get(other.address)).view.status).toBe('open');
  });

  test('once ended, the link leads nowhere', async () => {
    const { number, address } = await represented();
    const link = await linkTo(lawyer.phone, number, 'represent/1');
    const ended = { representative: '1', text: 'أنهى العميل الوكالة (مثال).' };
    await api.as(supervisor).post(`${address}/end-representative`, ended);
    await api.projected(address, supervisor, ({ detail }) => detail.representatives?.[0]?.endedAt !== null);
    expect((await api.anybody.get(link)).refusal).toBe('410 LinkExpired');
    expect((await api.anybody.post(`${link}/code`)).refusal).toBe('410 LinkExpired');
  });

  test('is erased alone, and the complaint stays; erased with the complaint, nothing of either is left', async () => {
    const { number, answer } = await represented();
    const words = answer.view.detail.representatives?.[0]?.words.id ?? '';
    const read = async (id: string) => (await readTexts(api.database, [id]))[0];
    expect((await read(words))?.content).toMatchObject({ representative: lawyer });
    const alone = await whereaboutsOf(api.database, organisation, words);
    if (!alone) throw new Error('nobody is known by these words');
    await erase(api.database, alone, 'act-1', new Date().toISOString());
    expect((await read(words))?.erased).toBe(true);
    expect((await read(`${number}/opening`))?.erased).toBeUndefined();

    const other = await represented();
    const theirs = other.answer.view.detail.representatives?.[0]?.words.id ?? '';
    const whole = await whereaboutsOf(api.database, organisation, other.number);
    if (!whole) throw new Error('there is no such complaint');
    await erase(api.database, whole, 'act-2', new Date().toISOString());
    expect((await read(theirs))?.erased).toBe(true);
  });
});
