/** Who calls, by the number from which they call: what the person who takes the call should see at once (ours). */

import { z } from 'zod';
import { complaintsCalledFrom } from '../../../db/cases/fingerprints.ts';
import { latestEvents } from '../../../db/cases/latest-events.ts';
import { readTexts } from '../../../db/cases/vault.ts';
import { tokenKeyOf } from '../../../db/derivations.ts';
import { customersByIdentities } from '../../../db/registry/customers.ts';
import { mayRead } from '../../../domain/case/rights.ts';
import type { CustomerRecord } from '../../../domain/customer/record.ts';
import type { ListedFields } from '../../../domain/personal-class.ts';
import { phoneNumber } from '../../../packs/phone-number.ts';
import type { Call, FoundCase } from '../../call.ts';
import { contactIn, customerEntry, telephonesOf } from '../../cases/customer-contact.ts';
import { mustHold } from '../../cases/permission.ts';
import { forRights, lookUpCase } from '../../cases/reading/find-case.ts';
import { personTokens } from '../../keyed-tokens.ts';
import { reasonOfLook } from '../../reason-of-look.ts';
import { Refused } from '../../refused.ts';
import { comparableName } from '../../registry/names.ts';
import { lookAtCustomers, mustReadCustomers } from '../../registry/readers.ts';
import { ownCount, SharedCounts } from '../../shared-counts.ts';

export const CallerQuery = z.object({
  telephone: z.string().min(4).max(60).meta({
    description: 'The whole number, in any digits, with or without the code of the country.',
  }),
  reason: reasonOfLook,
});
type Asked = z.infer<typeof CallerQuery>;

/** So many numbers may one person look up in an hour: more than anybody is called by, and too few to try numbers out. */
const mostPerHour = 60;
const hourMs = 3_600_000;

/** The name of such a look in the record of looks. */
const screen = 'the screen of a caller';

const mostComplaints = 20;
const mostContacts = 3;

interface LoggedContact {
  at: string;
  channel: string;
  reached: boolean;
  by: string;
}

/** A complaint of the caller that has not ended. */
export interface CallersComplaint {
  number: string;
  category: string;
  status: string;
  openedAt: string;
  owner: string | null;
  /** The latest ones, newest first. */
  lastContacts: LoggedContact[];
}

/** A customer in the registry who has the number. */
export interface CallersRecord {
  number: string;
  name: string;
  party: CustomerRecord['party'];
  classes: string[];
  language: 'ar' | 'en';
  preferredChannel: string | null;
  priorityGround: string | null;
}

/** What of it says something about a person. */
export const callersRecordFields: ListedFields<CallersRecord> = {
  ...{ number: 'open', name: 'names', party: 'open', classes: 'open', language: 'open', preferredChannel: 'open' },
  priorityGround: 'says',
};
export const callersComplaintFields: ListedFields<CallersComplaint> = {
  ...{ number: 'open', category: 'open', status: 'open', openedAt: 'open', owner: 'staff', lastContacts: 'staff' },
};

/** @throws Refused `Forbidden` unless the caller's role handles complaints and reads the registry */
export function mustTakeCalls(call: Pick<Call, 'principal' | 'pack'>): void {
  mustReadCustomers(call);
  mustHold('log-contact')(call);
}

/**
 * The customers who have this number, and the complaints with it that have not ended, as far as the reader may know of them.
 * Each look is recorded, also one that finds nobody.
 * @throws Refused `InvalidQuery` for no whole telephone number, `TooManyRequests` if the person has looked up too many
 */
export async function lookUpCaller(call: Call<Asked>) {
  const { dependencies, pack, query } = call;
  const { database } = dependencies;
  const telephone = phoneNumber(query.telephone, pack.country);
  if (telephone === null) throw new Refused('InvalidQuery', 'Give the whole telephone number of the caller.');
  const looks = new SharedCounts(dependencies, 'callers-looked-up', hourMs);
  await looks.mustStayWithin(mostPerHour, ownCount(call), 'You have looked up too many callers within an hour.');
  await lookAtCustomers(call, 'customers', 'a caller looked up by their telephone number');
  const tokens = personTokens(tokenKeyOf(dependencies), { phone: telephone });
  const isTheirs = (written: string | undefined) =>
    written !== undefined && phoneNumber(written, pack.country) === telephone;

  const registered = await customersByIdentities(database, pack.id, tokens);
  const standing = registered.filter(({ mergedInto }) => mergedInto === null);
  const entries = new Map(
    (
      await readTexts(
        database,
        standing.map(({ record }) => record.id),
      )
    ).map((entry) => [entry._id, entry]),
  );
  const customers: CallersRecord[] = [];
  for (const { number, record } of standing) {
    const entry = entries.get(record.id);
    const known = entry && !entry.erased ? (entry.content as unknown as CustomerRecord) : undefined;
    // Numbers of two countries may end alike: the token is of the last digits.
    if (!known?.contacts.some(({ value }) => isTheirs(value))) continue;
    await lookAtCustomers(call, number, screen);
    const { name, party, classes, language, preferredChannel, priorityGround } = known;
    customers.push({ number, name, party, classes, language, preferredChannel, priorityGround });
  }
  const { complaints, persons } = await complaintsWith(call, tokens, isTheirs);
  const names = new Set([...customers.map(({ name }) => name), ...persons].map(comparableName));
  return { telephone, customers, complaints, isShared: customers.length > 1 || names.size > 1 };
}

/** Complaints that say the number now and have not ended, and the names under which they were brought. Each look is recorded. */
async function complaintsWith(
  call: Call<Asked>,
  tokens: string[],
  isTheirs: (written: string | undefined) => boolean,
): Promise<{ complaints: CallersComplaint[]; persons: string[] }> {
  const { dependencies, pack, principal } = call;
  const { database, packs } = dependencies;
  const numbers = await complaintsCalledFrom(database, pack.id, tokens);
  const found = await Promise.all(numbers.map((number) => lookUpCase(dependencies, pack.id, number)));
  const open = found.flatMap((one) => (one && !one.over && one.view.closedAt === null ? [one] : []));
  const readable = open.filter((one) => mayRead(principal.actor, forRights(packs, one)));
  const said = await Promise.all(
    readable.map(async (one) => ({ one, contact: contactIn(await customerEntry(database, one)) })),
  );
  const theirs = said.filter(({ contact }) => telephonesOf(contact).some(isTheirs)).slice(0, mostComplaints);
  for (const { one } of theirs) await lookAtCustomers(call, one.number, screen);
  return {
    complaints: await Promise.all(theirs.map(({ one }) => shown(dependencies, one))),
    persons: theirs.flatMap(({ contact }) => contact.name ?? []),
  };
}

async function shown({ database }: Call['dependencies'], found: FoundCase): Promise<CallersComplaint> {
  const { number, category, status, openedAt, owner } = found.view;
  const contacts = await latestEvents(database, found, ['contactLogged', 'contactAttempted'], mostContacts);
  const lastContacts = contacts.map(({ at, by, type, data }) => ({
    at,
    channel: String((data as { channel?: unknown }).channel),
    reached: type === 'contactLogged',
    by,
  }));
  return { number, category, status, openedAt, owner, lastContacts };
}
