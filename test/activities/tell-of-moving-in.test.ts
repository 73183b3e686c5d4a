/** A case is projected a little after it is opened. Each person is told once of what was moved in, so nothing may be missing. */
import { expect, test } from '@jest/globals';
import type { Delivery } from '../../activities/notices/deliver-notices.ts';
import { type EmailMessage, Undeliverable } from '../../activities/notices/message.ts';
import { tellOfMovingIn } from '../../activities/notices/tell-of-moving-in.ts';

const organisation = 'sandbox';
const numbers = ['SB-C-00001-000001', 'SB-C-00002-000002'];
const owner = `${organisation}.agent.1`;
const projection = (number: string) => ({ number, about: [], group: 'care', department: 'd', view: { owner } });
const lean = <Found>(found: Found) => ({ sort: () => lean(found), lean: async () => found });

/** One attempt with these cases projected, and the messages that went out. The gateway refuses each, so that none is noted. */
async function attempt(projected: readonly string[]): Promise<{ sent: EmailMessage[]; error: unknown }> {
  const sent: EmailMessage[] = [];
  const moved = numbers.map((number, row) => ({ row, number, owner, isLate: true }));
  const person = {
    _id: owner,
    email: 'agent@example.org',
    language: 'en',
    roles: [],
    groups: [],
    departments: [],
    absences: [],
  };
  const delivery = {
    database: {
      movings: { findById: () => lean({ policyVersion: 1, batches: [{ moved }] }) },
      staff: { find: () => lean([person]) },
      cases: { find: () => lean(projected.map(projection)) },
      notices: { collection: { find: () => ({ toArray: async () => [] }) } },
    },
    packOf: async () => ({ name: { en: 'Sandbox', ar: 'تجريبية' } }),
    ports: {
      async email(message: EmailMessage) {
        sent.push(message);
        throw new Undeliverable('of the test');
      },
    },
  } as unknown as Delivery;
  const error = await tellOfMovingIn(delivery, { organisation, number: 'M1' }).catch((caught: unknown) => caught);
  return { sent, error };
}

test('nobody is told as long as one of the cases is not projected', async () => {
  const early = await attempt(numbers.slice(0, 1));
  expect(early.error).toEqual(new Error(`not projected yet: ${numbers[1]}`));
  expect(early.sent).toEqual([]);
});

test('once all are projected, the message names each of them', async () => {
  const { sent, error } = await attempt(numbers);
  expect(error).toBeUndefined();
  expect(sent.map(({ to }) => to)).toEqual(['agent@example.org']);
  for (const number of numbers) expect(sent[0]?.text).toContain(number);
});
