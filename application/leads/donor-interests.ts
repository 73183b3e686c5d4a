/** What donors care for, for the staff who plan programmes (N-24). */

import { donorInterests } from '../../db/leads/donor-interests.ts';
import { discussionsOf, keepDiscussion } from '../../db/leads/interest-discussions.ts';
import { leadsOf } from '../../db/leads/leads.ts';
import { contributionsOf, programmesOf } from '../../db/leads/programmes.ts';
import { findStaff } from '../../db/organisation/staff.ts';
import { sumText } from '../../domain/money.ts';
import type { Call } from '../call.ts';
import { currencyOf } from '../currency.ts';
import { inEveryRight } from '../permissions/acting-roles.ts';
import { invalid, Refused } from '../refused.ts';
import { lookAtCustomers } from '../registry/readers.ts';

/** @throws Refused `Forbidden` unless the pack names the caller, or a person for whom the caller stands in, as a reader */
export function mustReadInterests({ principal, pack }: Pick<Call, 'principal' | 'pack'>): void {
  const readers = pack.registry.interests?.readers ?? [];
  const may = inEveryRight(principal.actor).some(({ actor }) => actor.roles.some((role) => readers.includes(role)));
  if (!may) throw new Refused('Forbidden', 'Your role does not read what donors care for.');
}

/** Interests, that of most donors first, beside the programmes and their funding; the look is recorded. */
export async function readInterests(call: Call) {
  const { dependencies, pack, principal } = call;
  const { database } = dependencies;
  await lookAtCustomers({ ...call, query: {} }, 'customers', 'interests');
  const classes = pack.registry.interests?.classes ?? [];
  const donors = new Map<string, string[]>();
  for (const { number, interests } of await donorInterests(database, pack.id, classes)) {
    for (const interest of interests) donors.set(interest, [...(donors.get(interest) ?? []), number]);
  }
  const leads = await leadsOf(database, pack.id, principal.actor.id);
  const contributions = await contributionsOf(database, pack.id, {});
  const programmes = (await programmesOf(database, pack.id)).map(({ code, name, endsOn, fundingNeeded }) => ({
    ...{ code, name, endsOn, fundingNeeded },
    contributed: sumText(
      contributions.filter(({ programme }) => programme === code).map(({ amount }) => amount),
      currencyOf(pack),
    ),
    openLeads: leads.filter(({ category, closedAt }) => category === code && closedAt === null).length,
  }));
  const interests = [...donors].map(([interest, numbers]) => ({ interest, donors: numbers }));
  interests.sort((a, b) => b.donors.length - a.donors.length || (a.interest < b.interest ? -1 : 1));
  const discussed = (await discussionsOf(database, pack.id)).map(({ _id, organisation, ...one }) => one);
  return { interests, programmes, discussed };
}

/** Puts on record that the interests were discussed with somebody else who reads them (3.1.12). */
export async function recordDiscussion(call: Call<unknown, { on: string; with: string }>) {
  const { dependencies, pack, principal, body, receivedAt } = call;
  const { database } = dependencies;
  // Wherever on earth it is: no day begins more than fourteen hours before it does in UTC.
  if (Date.parse(body.on) > Date.parse(receivedAt) + 14 * 3_600_000) throw invalid('on', 'is a day to come');
  const other = await findStaff(database, pack.id, body.with);
  const readers = pack.registry.interests?.readers ?? [];
  if (!other?.active || other._id === principal.actor.id || !other.roles.some((role) => readers.includes(role))) {
    throw invalid('with', 'is nobody else who reads what donors care for');
  }
  const discussion = { ...body, by: principal.actor.id, recordedAt: receivedAt };
  await keepDiscussion(database, { organisation: pack.id, ...discussion });
  return discussion;
}
