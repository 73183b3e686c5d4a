import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { deliverNotices } from '../../activities/notices/deliver-notices.ts';
import { noteProvenContact } from '../../db/access/receivers.ts';
import { noteFingerprint } from '../../db/cases/fingerprints.ts';
import { storeText } from '../../db/cases/vault.ts';
import { connectMongoDB } from '../../db/connect.ts';
import { type Database, databaseOn } from '../../db/database.ts';
import { latest } from '../../packs/load/load.ts';
import type { Pack } from '../../packs/schema.ts';
import type { NoticeBatch } from '../../workflows/messages/notices.ts';
import { type Sent, sentMessages } from '../support/api/sent-messages.ts';
import { masterKeys } from '../support/samples/master-keys.ts';
import { ownPolicies } from '../support/samples/own-policies.ts';

/** What a complaint that anybody may send has the organisation send, and to whom. */
const organisation = 'development-fund';
const pack = latest(ownPolicies().packs, organisation) as Pack;
const links = { secret: 'a secret of this test', publicUrl: 'https://care.example.org' };
const own = '+966512345678';

let database: Database;
let sent: Sent[];
let delivery: Parameters<typeof deliverNotices>[0];
beforeAll(async () => {
  const uri = (process.env.MONGODB_URI ?? '').replace(/\/[^/?]*(\?.*)?$/, `/test-${randomUUID()}$1`);
  database = databaseOn(await connectMongoDB(uri), masterKeys);
});
afterAll(() => database.connection.close());
beforeEach(async () => {
  const messages = sentMessages();
  sent = messages.sent;
  delivery = { database, ports: messages.outbox, packOf: async () => pack, links };
  for (const { collection } of [database.counters, database.provenContacts]) await collection.deleteMany({});
});

interface Customer {
  phone?: string;
  email?: string;
}

/** A complaint with this customer, opened by themselves unless it says otherwise; returns its batches of notices. */
async function complaintOf(customer: Customer, by = 'customer') {
  const number = `DF-C-${randomUUID()}`;
  await storeText(database, {
    ...{ _id: `${number}/opening`, organisation, number, personId: null, tokens: [] },
    content: { customer: { name: 'عميل (مثال)', ...customer }, by },
    createdAt: new Date().toISOString(),
  });
  let batches = 0;
  return {
    number,
    async tell() {
      batches += 1;
      const batch: NoticeBatch = {
        ...{ key: `${number}:${batches}`, organisation, number, kind: 'complaint', category: 'complaint' },
        ...{ status: 'received', policyVersion: pack.version, language: 'ar', owner: null, about: [] },
        ...{ group: 'customer-care', department: 'customer-care', customerWords: `${number}/opening` },
        ...{ dueLocal: null, reasonCode: null, at: new Date().toISOString() },
        notices: [{ to: 'customer', channels: ['sms', 'email'], template: 'received', urgent: false }],
      };
      return (await deliverNotices(delivery, batch, true))
        .filter((outcome) => outcome.sent)
        .map(({ channel }) => channel);
    },
  };
}

const to = (address: string) => sent.filter((message) => message.to === address);

describe('S5: a stranger’s complaints', () => {
  test('have five messages a day sent to one telephone and one address, however many there are and anyone who delivers them', async () => {
    const email = 'stranger@example.com';
    await Promise.all(
      Array.from({ length: 25 }, async () => (await complaintOf({ phone: own, email: email.toUpperCase() })).tell()),
    );
    expect([to(own).length, to(email.toUpperCase()).length]).toEqual([5, 5]);
    // Written in another way it is the same telephone.
    expect(await (await complaintOf({ phone: '٠٥١٢٣٤٥٦٧٨' })).tell()).toEqual([]);
    expect(await (await complaintOf({ phone: '0512345679' })).tell()).toEqual(['sms']);
  });

  test.each([
    ['a premium number abroad', '+19005550123'],
    ['a mobile abroad', '+201001234567'],
    ['a number of the country that is no mobile', '+966112345678'],
    ['nineteen ones', '1'.repeat(19)],
  ])('send nothing to %s', async (_what, phone) => {
    const { tell } = await complaintOf({ phone });
    expect(await tell()).toEqual([]);
    expect(sent).toEqual([]);
  });

  test('tell an unproven number of the first thing only; the e-mail of the same customer hears on', async () => {
    const { tell } = await complaintOf({ phone: own, email: 'reader@example.com' });
    expect([await tell(), await tell()]).toEqual([['sms', 'email'], ['email']]);
    expect(to(own)).toHaveLength(1);
  });

  test('tell a number of everything that a code has proven, or that a customer of the registry has', async () => {
    const proven = await complaintOf({ phone: own });
    await noteProvenContact(
      database,
      links.secret,
      { organisation, channel: 'sms', address: own },
      '2026-01-01T00:00:00Z',
    );
    expect([await proven.tell(), await proven.tell()]).toEqual([['sms'], ['sms']]);

    const abroad = await complaintOf({ phone: '+201001234567' });
    const persons = ['token-of-the-telephone'];
    await noteFingerprint(database, {
      ...{ organisation, number: abroad.number, category: 'complaint', persons, words: [], at: '2026-01-01T00:00:00Z' },
    });
    expect(await abroad.tell()).toEqual([]);
    await database.customers.collection.insertOne({
      _id: `${organisation}/DF-P-1`,
      organisation,
      identities: persons,
    } as never);
    expect([await abroad.tell(), await abroad.tell()]).toEqual([['sms'], ['sms']]);
  });

  test('are told from those that staff have written down', async () => {
    const { tell } = await complaintOf({ phone: '+201001234567' }, 'development-fund.agent.1');
    for (let times = 0; times < 7; times += 1) expect(await tell()).toEqual(['sms']);
  });

  test('count no message that could not be handed over, and name nobody in what is counted', async () => {
    const { ports } = delivery;
    delivery = { ...delivery, ports: { ...ports, sms: () => Promise.reject(new Error('the gateway is away')) } };
    for (let times = 0; times < 9; times += 1) await (await complaintOf({ phone: own })).tell();
    delivery = { ...delivery, ports };
    expect(await (await complaintOf({ phone: own })).tell()).toEqual(['sms']);
    expect(JSON.stringify(await database.counters.find().lean())).not.toContain(own.slice(4));
  });
});
