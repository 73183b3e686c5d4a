/** What donors have given, reconciled with the financial system by its references (N-22). */

import { type ContributionDocument, contributionsOf, reconcile } from '../../db/leads/programmes.ts';
import { numbersOf } from '../../db/registry/customers.ts';
import { sumText } from '../../domain/money.ts';
import type { Call } from '../call.ts';
import { currencyOf } from '../currency.ts';
import { tellLeads } from '../leads/tell-leads.ts';
import { Refused } from '../refused.ts';
import { lookAtCustomers } from '../registry/readers.ts';
import type { Language } from '../tables/file-sentences.ts';
import { tableRows } from '../tables/read-table.ts';
import { toldIn } from '../tables/table-in.ts';
import { type ContributionBody, contributionsIn, contributionTitles, linesOf } from './contributions-in.ts';

/** Records one contribution. @throws Refused `ContributionStands` if its reference stands for another one */
export async function recordContribution(call: Call, contribution: ContributionBody) {
  const contributions = await contributionsIn(call, [contribution], () => '');
  const outcome = await reconcile(call.dependencies.database, contributions);
  const [conflict] = outcome.conflicts;
  if (conflict) {
    const { reference, stands } = conflict;
    const what = `${stands.amount} of ${stands.customer} to ${stands.programme} on ${stands.paidOn}`;
    throw new Refused('ContributionStands', `${reference} stands already, and is ${what}.`);
  }
  await tellLeads(call, contributions);
  return outcome;
}

/** Takes a file of contributions: all lines are sound, or none is taken. */
export async function importContributions(call: Call, bytes: Uint8Array<ArrayBuffer>, language: Language) {
  const lines = await toldIn(language, () => linesOf(tableRows(bytes, 'csv', contributionTitles), language));
  const rows = lines.map(({ row }) => row);
  const contributions = await contributionsIn(call, rows, (index) => `line ${lines[index]?.line}, `);
  const outcome = await reconcile(call.dependencies.database, contributions);
  await tellLeads(call, contributions);
  return outcome;
}

/** Contributions to a programme or of a customer, whose merged numbers count too; the look is recorded. */
export async function listContributions(
  call: Call<{ programme?: string | undefined; customer?: string | undefined; reason?: string | undefined }>,
) {
  const { dependencies, pack, query } = call;
  const { programme, customer } = query;
  await lookAtCustomers(call, 'customers', 'contributions');
  const customers = customer ? await numbersOf(dependencies.database, pack.id, customer) : undefined;
  const wanted = { ...(programme ? { programme } : {}), ...(customers ? { customers } : {}) };
  return (await contributionsOf(dependencies.database, pack.id, wanted)).map(shown);
}

function shown({ reference, programme, customer, amount, currency, paidOn }: ContributionDocument) {
  return { reference, programme, customer, amount, currency, paidOn };
}

/** What each programme has been given in each year. */
export async function contributionTotals({ dependencies, pack }: Call) {
  const currency = currencyOf(pack);
  const groups = new Map<string, ContributionDocument[]>();
  for (const one of await contributionsOf(dependencies.database, pack.id, {})) {
    const key = `${one.programme}/${one.paidOn.slice(0, 4)}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  const items = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, all]) => {
      const [programme, year] = key.split('/');
      const total = sumText(
        all.map(({ amount }) => amount),
        currency,
      );
      return { programme, year: Number(year), contributions: all.length, total };
    });
  return { currency: currency.code, items };
}
