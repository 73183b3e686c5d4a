/** A message to the customer of a complaint of the development fund, and what it is written from. */
import { randomUUID } from 'node:crypto';
import { storeText } from '../../../db/cases/vault.ts';
import type { Database } from '../../../db/database.ts';
import { latest } from '../../../packs/load/load.ts';
import type { Pack } from '../../../packs/schema.ts';
import type { NoticeBatch } from '../../../workflows/messages/notices.ts';
import { ownPolicies } from './own-policies.ts';

const organisation = 'development-fund';
export const { packs } = ownPolicies();

/** The pack that the messages follow. */
export async function packOf(): Promise<Pack> {
  const pack = latest(packs, organisation);
  if (!pack) throw new Error(`there is no pack ${organisation}`);
  return pack;
}

/** What the links in the messages are made of. */
export const links = { secret: 'a secret of this test', publicUrl: 'https://care.example.org' };

/** A batch that tells the customer of a complaint of its own that it has been received, by SMS and by e-mail. */
export async function receivedNotices(database: Database): Promise<NoticeBatch> {
  const number = `DF-C-${randomUUID()}`;
  const customer = { name: 'عميل (مثال)', phone: '+966500000001', email: 'customer@example.com' };
  await storeText(database, {
    _id: `${number}/opening`,
    organisation,
    number,
    personId: null,
    content: { customer },
    tokens: [],
    createdAt: new Date().toISOString(),
  });
  return {
    key: `complaint:${organisation}:${number}:1:now`,
    organisation,
    number,
    kind: 'complaint',
    category: 'complaint',
    status: 'received',
    policyVersion: 1,
    language: 'ar',
    owner: null,
    about: [],
    group: 'customer-care',
    department: 'customer-care',
    customerWords: `${number}/opening`,
    dueLocal: null,
    reasonCode: null,
    at: new Date().toISOString(),
    notices: [{ to: 'customer', channels: ['sms', 'email'], template: 'received', urgent: false }],
  };
}
