/** Who is asked to answer a survey: by invitations that are handed out, and by messages of the product (N-09). */

import { sendingMark } from '../../db/derivations.ts';
import { contributionsOf } from '../../db/leads/programmes.ts';
import { findCustomers, searchCustomers } from '../../db/registry/customers.ts';
import { addInvitations, invitationHash, makerOf } from '../../db/surveys/invitations.ts';
import { askedAndAnswered } from '../../db/surveys/survey-answers.ts';
import { inviteesOf, settledAmong } from '../../db/surveys/survey-invitees.ts';
import type { Survey } from '../../db/surveys/surveys.ts';
import { startInvitations } from '../../temporal/survey-invitations.ts';
import type { Call } from '../call.ts';
import { Refused } from '../refused.ts';
import { invitationSecrets } from './keyed-hash.ts';
import { surveyIn } from './survey-in.ts';

/** As many customers as one request may ask. */
export const mostAsked = 2000;

/** Makes invitations, each good for one answer: their secrets are given this once, and kept as hashes only. */
export async function makeInvitations(call: Call, count: number): Promise<{ survey: Survey; secrets: string[] }> {
  const { dependencies, key, principal } = call;
  const { survey } = await surveyIn(call);
  const request = `${principal.actor.id}/${key}`;
  const madeAt = (place: number) => invitationSecrets(dependencies, survey._id, request, place);
  const { key: maker } = await makerOf(dependencies.database, madeAt(0));
  const byEachKey = Array.from({ length: count }, (_, place) => madeAt(place)).flat();
  const secrets = byEachKey.filter(({ key: madeBy }) => madeBy === maker).map(({ secret }) => secret);
  const invitations = secrets.map((secret) => ({ _id: invitationHash(secret), survey: survey._id, key: maker }));
  await addInvitations(dependencies.database, invitations);
  return { survey, secrets };
}

/** Whom a request names: customers by their numbers, or classes of the policy. Left out: all who have given for the programme. */
export interface Asked {
  customers?: string[] | undefined;
  classes?: string[] | undefined;
}

/** Has customers asked by SMS or e-mail, each once, with a link of their own. */
export async function sendInvitations(call: Call<unknown, Asked>): Promise<{ asking: number; before: number }> {
  const { dependencies, pack, key, principal } = call;
  const { survey } = await surveyIn(call);
  if (survey.closesAt !== null) throw new Refused('NotAllowedNow', `This survey was closed at ${survey.closesAt}.`);
  const all = await whoIsAsked(call, survey);
  const before = await settledAmong(dependencies.database, survey._id, all);
  const customers = all.filter((customer) => !before.has(customer));
  if (customers.length > 0) {
    const request = { organisation: pack.id, survey: survey._id, customers, policyVersion: pack.version };
    // The same request has the same sending, whatever of it came to nothing before.
    const own = sendingMark(dependencies.secret, principal.actor.id, key).toString('hex');
    await startInvitations(dependencies.temporal, request, own);
  }
  return { asking: customers.length, before: before.size };
}

/** How many were asked to answer a survey, and how many have. */
export async function countInvitations(call: Call) {
  const { database } = call.dependencies;
  const { survey } = await surveyIn(call);
  const { asked: invitations, answered } = await askedAndAnswered(database, survey._id);
  return { invitations, ...(await inviteesOf(database, survey._id)), answered };
}

/** @throws Refused `Invalid` for a number that nobody has, a class that is none, or too many at once */
async function whoIsAsked(
  { dependencies: { database }, pack, body }: Call<unknown, Asked>,
  survey: Survey,
): Promise<string[]> {
  const { customers, classes } = body;
  const wrong = (path: string, message: string) =>
    new Refused('Invalid', 'Not everybody named can be asked.', { errors: [{ path, message }] });
  for (const [place, one] of (classes ?? []).entries()) {
    if (Object.hasOwn(pack.customerClasses, one)) continue;
    throw wrong(`classes.${place}`, `must be one of ${Object.keys(pack.customerClasses).join(', ')}`);
  }
  const given =
    customers || classes
      ? []
      : (await contributionsOf(database, pack.id, { programme: survey.programme })).map(({ customer }) => customer);
  const named = [...(customers ?? []), ...given];
  const known = new Set((await findCustomers(database, pack.id, named)).map(({ number }) => number));
  for (const [place, one] of (customers ?? []).entries()) {
    if (!known.has(one)) throw wrong(`customers.${place}`, `there is no customer ${one}`);
  }
  const ofClasses = classes
    ? await searchCustomers(database, pack.id, { tokens: [], classes, statuses: ['active'], limit: mostAsked + 1 })
    : [];
  const all = [...new Set([...known, ...ofClasses.map(({ number }) => number)])];
  if (all.length > mostAsked) {
    throw wrong('classes', `are more than ${mostAsked} customers: name them in several requests`);
  }
  return all;
}
