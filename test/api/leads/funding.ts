import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemActor } from '../../../domain/case/command.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import type { Funding } from '../../../domain/lead/aspects/pledge.ts';
import { askCase, signalCase } from '../../../temporal/cases.ts';
import { eventually } from '../../support/api/api-client.ts';
import { heldContributions, unwritable } from '../../support/api/held-back.ts';
import {
  addProgramme,
  colleague,
  contact,
  donor,
  LeadInApi,
  leads,
  manager,
  must,
  officer,
  organisation,
  otherDonor,
  prepareLeads,
} from '../../support/api/leads.ts';
import { enter, prepared } from '../../support/api/registry-lab.ts';
import { type RunningApi, startApi } from '../../support/api/running-api.ts';

let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ staffOf: [organisation] });
  await prepareLeads(api);
  await (await LeadInApi.open(api)).appointed();
});
afterAll(() => api.stop());

const contribution = (reference: string, amount: string, wishes: object = {}) =>
  must(api, manager, `/v1/organisations/${organisation}/contributions`, {
    ...{ reference, amount, programme: 'club', customer: donor },
    ...{ paidOn: new Date().toISOString().slice(0, 10), ...wishes },
  });
const typesOf = async (lead: LeadInApi) => (await api.timeline(lead.address, manager)).events.map(({ type }) => type);
const cancel = (lead: LeadInApi) => lead.step(manager, 'cancel', { text: 'اعتذر المانح (مثال).' });
const funding = (detail: CaseView['detail']) => (detail.pledge as { funding: Funding } | undefined)?.funding;
const closed = async (programme = 'club') =>
  (await (await LeadInApi.open(api, { programme })).step(officer, 'follow', contact)).closed();
const funded = async (lead: LeadInApi, received: string) =>
  api.projected(lead.address, manager, ({ detail }) => funding(detail)?.received === received);
const addressOf = ({ view: { number } }: LeadInApi) => ({ kind: 'lead', organisation, number }) as const;

describe('the funding of a lead (N-05, N-22)', () => {
  test('counts each contribution for one lead only', async () => {
    const lead = await closed();
    expect((await lead.attempt(manager, 'succeed')).refusal).toBe('409 Incomplete');
    await contribution('FIN-3', '250');
    expect((await lead.attempt(manager, 'succeed')).problem.detail).toContain('250.00 of 1000.00');
    await cancel(lead);
  });

  test('gives back what was counted for it once it is corrected or cancelled; leads that wait learn of it', async () => {
    await addProgramme(api, 'shared');
    const cancelled = await closed('shared');
    await contribution('FIN-5', '250', { programme: 'shared' });
    await funded(cancelled, '250.00');
    await cancel(cancelled);
    await contribution('FIN-4', '300', { programme: 'shared' });
    const bound = await closed('shared');
    // What the cancelled lead has given back counts too.
    const { detail } = await funded(bound, '550.00');
    expect(detail.pledge).toMatchObject({ funding: { contributions: 2 } });
    const waiting = await closed('shared');
    await funded(waiting, '0.00');
    await bound.step(manager, 'correct', { text: 'المانح الخطأ (مثال).' });
    await funded(waiting, '550.00');
    expect(await typesOf(bound)).toContain('fundingReleased');
    await cancel(waiting);
    await funded(await closed('shared'), '550.00');
  });

  test('counts what its donor gives under the number that he has been merged into since (N-22)', async () => {
    const [merged, survivor] = ['NC-P-MERGED', 'NC-P-SURVIVOR'];
    const record = { classes: ['donor'] };
    const enterForm = async (change: string, wishes: Parameters<typeof prepared>[2]) =>
      enter(api.database, change, await prepared(api.database, change, wishes, organisation), organisation);
    await enterForm(
      'R-TWO',
      [merged, survivor].map((customer) => ({ customer, base: 0, record })),
    );
    const prospects = [merged];
    const lead = await (await LeadInApi.open(api, { prospects })).appointed();
    await lead.step(officer, 'follow', { ...contact, donor: merged });
    await enterForm('R-MERGE', [{ customer: merged, base: 1, status: 'merged', mergedInto: survivor, record }]);
    // Under the new number they are the same prospect, and have the same point of contact.
    await lead.step(officer, 'log-contact', { ...contact, donor: survivor });
    const payments = [{ dueOn: '2099-01-31', amount: '1000' }];
    await lead.step(manager, 'close', { donor: survivor, amount: '1000', payments, pledge: await lead.pledge() });
    await contribution('FIN-MERGED', '1000', { customer: survivor });
    await funded(lead, '1000.00');
    // An officer who takes over does so for the customer who goes on, and for all leads.
    await lead.appointed(colleague);
    const contacts = (await api.as(manager).get(`${leads}/contacts?donor=${survivor}`)).as<{ items: object[] }>().items;
    expect(contacts).toMatchObject([{ person: colleague, version: 2, earlier: [{ person: officer }] }]);
    expect((await lead.attempt(officer, 'log-contact', { ...contact, donor: merged })).refusal).toBe(
      '403 NotPointOfContact',
    );
    await (await LeadInApi.open(api, { prospects: [survivor] })).step(colleague, 'follow', {
      ...contact,
      donor: survivor,
    });
    // What its programme still lacks comes from somebody else (N-05).
    await contribution('FIN-ALL', '25000', { customer: otherDonor });
    await lead.step(manager, 'succeed');
  });

  test('is judged by what is known after the question, not by the answer to an earlier one', async () => {
    await addProgramme(api, 'library');
    const lead = await closed('library');
    await api.projected(lead.address, manager, ({ detail }) => typeof funding(detail)?.matchedAt === 'string');
    // The worker has looked at what there is, and is slow to say that there is nothing.
    const held = heldContributions(api.database);
    try {
      const at = new Date().toISOString();
      const earlier = { name: 'match-funding', commandId: 'earlier', at, actor: systemActor, body: {} };
      await signalCase(api.temporal, addressOf(lead), earlier);
      await eventually(
        async () => held.tries(),
        (tries) => tries > 0,
      );
      await contribution('FIN-BETWEEN', '100', { programme: 'library' });
      const attempted = lead.attempt(manager, 'succeed');
      // Asked by the Signal above, for the contribution, and for the manager who says that it has succeeded.
      await eventually(
        async () => (await typesOf(lead)).filter((type) => type === 'fundingSought').length,
        (times) => times === 3,
      );
      held.letThrough();
      expect((await attempted).problem.detail).toContain('100.00 of 1000.00');
    } finally {
      held.restore();
    }
  });

  test('is asked for as well where the pledge is not projected yet', async () => {
    await addProgramme(api, 'garden');
    await contribution('FIN-UNSEEN', '900', { programme: 'garden' });
    const away = unwritable(api.database);
    try {
      const lead = await closed('garden');
      const attempted = lead.attempt(manager, 'succeed');
      // It has been asked: the case says so itself.
      await eventually(
        () => askCase(api.temporal, addressOf(lead)),
        ({ revision }) => revision > lead.view.revision,
      );
      away.restore();
      await api.lookAfter();
      expect((await attempted).problem.detail).toContain('900.00 of 1000.00');
    } finally {
      away.restore();
    }
  });
});
