/** The yearly or half-yearly round: the portfolio of programmes with those who may fund them, opened in one go (N-07). */

import { findRequest, openingId } from '../../db/cases/requests.ts';
import type { Database } from '../../db/database.ts';
import { keepRound, roundsOf } from '../../db/leads/lead-rounds.ts';
import { findStaff } from '../../db/organisation/staff.ts';
import { absenceOf } from '../../domain/stand-in.ts';
import { rightsOf } from '../../packs/rights/rights.ts';
import type { Pack } from '../../packs/schema.ts';
import type { Call } from '../call.ts';
import { caseNumber, kindLetters } from '../cases/case-number.ts';
import { openingDigest } from '../cases/open-case.ts';
import { invalid, Refused } from '../refused.ts';
import { leadRulesOf } from './lead-rules.ts';
import { contentOf, openLead } from './open-lead.ts';
import { checkedLead, type LeadBody } from './opening-body.ts';

/** A round: its period, such as 2027-H1, and its leads, each with the officer who documents it. */
export interface Round {
  period: string;
  portfolio: (LeadBody & { owner?: string | undefined })[];
}

/** Opens the leads of a round that are not there yet, all of them found right before. */
export async function openRound(call: Call<unknown, Round>) {
  const { dependencies, pack, principal, body, receivedAt } = call;
  leadRulesOf(pack);
  await checkRound(call);
  const items: { programme: string; number: string; status: string }[] = [];
  for (const { owner, ...lead } of body.portfolio) {
    const { actor } = principal;
    const place = { ...placeOf(body.period, lead.programme), plannedIn: body.period, receivedAt };
    const opening = { pack, actor, body: lead, ...(owner ? { owner } : {}), ...place };
    const view = await openLead(dependencies, opening);
    await keepRound(dependencies.database, {
      ...{ organisation: pack.id, period: body.period, programme: lead.programme, lead: view.number },
      ...{ prospects: lead.prospects, receivedAt: view.openedAt, receivedBy: actor.id },
    });
    items.push({ programme: lead.programme, number: view.number, status: view.status });
  }
  return { period: body.period, items };
}

/** The rounds that have been held, by period and programme. */
export async function listRounds({ dependencies, pack }: Call) {
  const found = await roundsOf(dependencies.database, pack.id);
  return found.map(({ _id, organisation, ...round }) => round);
}

/** A programme is in one round of a period, no matter who holds it and however often it is sent: its lead's number says so. */
const placeOf = (period: string, programme: string) => ({ principal: 'round', key: `${period}/${programme}` });

/** Everything is found right before the first lead is opened; what an earlier attempt has opened is not judged again. */
async function checkRound({ dependencies, pack, body, receivedAt }: Call<unknown, Round>) {
  const { database, secret } = dependencies;
  const programmes = body.portfolio.map(({ programme }) => programme);
  const twice = programmes.findIndex((programme, at) => programmes.indexOf(programme) !== at);
  if (twice >= 0) throw invalid(`portfolio.${twice}.programme`, 'is in the portfolio already');
  for (const [at, { owner, ...lead }] of body.portfolio.entries()) {
    const { principal, key } = placeOf(body.period, lead.programme);
    const request = [pack.id, principal, key];
    const number = caseNumber(secret, pack.prefix, kindLetters.lead, request);
    const earlier = await findRequest(database, openingId(pack.id, number));
    const content = contentOf({ plannedIn: body.period, body: lead, ...(owner ? { owner } : {}) });
    if (earlier && earlier.bodyDigest !== openingDigest(secret, content)) {
      throw new Refused('NotAllowedNow', `${lead.programme} is in the round of ${body.period} already, not as here.`);
    }
    if (earlier?.response) continue;
    await checkedLead(dependencies, pack, lead, `portfolio.${at}.`);
    if (owner) await mustDocumentLeads({ database, pack, receivedAt }, owner, `portfolio.${at}.owner`);
  }
}

/** @throws Refused `Invalid` if an officer could not be given a lead: they document none, or are away */
async function mustDocumentLeads(
  { database, pack, receivedAt }: { database: Database; pack: Pack; receivedAt: string },
  owner: string,
  path: string,
): Promise<void> {
  const officer = await findStaff(database, pack.id, owner);
  const rights = rightsOf(pack, 'lead');
  const mayHave = officer?.roles.some((role) => (rights[role]?.read ?? 'none') !== 'none');
  if (!officer?.active || !mayHave) throw invalid(path, 'is nobody who works on such cases here');
  const absence = absenceOf(officer, receivedAt);
  if (absence) throw invalid(path, `is away until ${absence.to}; ${absence.deputy} stands in`);
}
