/** What somebody owns is given to somebody else, case by case, by the command that each kind has for it (1.3). */

import { leads } from '../../packs/rights/holds-rights.ts';
import type { Call } from '../call.ts';
import { executeCommand, type KeepWords } from '../cases/execute-command.ts';
import { mustBeAllowedTo } from '../cases/permission.ts';
import { findReadableCase } from '../cases/reading/find-case.ts';
import { refusalOf } from '../refusal-of.ts';
import { invalid, Refused, type RefusedName } from '../refused.ts';
import { changePerson, factIdOf, personOf } from './change-staff.ts';
import { ownedBy } from './holdings.ts';
import { mustWorkHere } from './on-the-staff.ts';

/** What is handed over to whom. Without numbers: the first hundred of all open cases of the person. */
export interface HandOver {
  to: string;
  numbers?: string[] | undefined;
  reason: string;
}

/** What became of one case. `taken`: the caller does not wait for it. */
export interface HandedOver {
  number: string;
  outcome: 'handed-over' | 'taken' | 'refused';
  problem?: string;
  detail?: string;
}

/** Makes the body by which a kind of case is given to somebody. */
export type Assigning = (call: Call<unknown, { to: string }>, keep: KeepWords) => Promise<unknown>;

const atOnce = 100;

/** After these nobody knows what became of the case: the whole is repeated. */
const unknownOutcome: RefusedName[] = ['Internal', 'OutcomeUnknown', 'Unavailable'];

/** @throws Refused `Forbidden` unless the caller leads, `NotFound` if the person is of no concern to them */
export async function mustLead(call: Call): Promise<void> {
  await personOf(call);
  if (leads(call.pack, call.principal.staff)) return;
  throw new Refused('Forbidden', 'Those who lead hand over what somebody else owns.');
}

/** Gives each case to the other person. Repeated, it goes on where it broke off. @throws Refused `Invalid` */
export async function handOver(
  call: Call<unknown, HandOver>,
  assigningOf: (kind: string) => Assigning | undefined,
): Promise<HandedOver[]> {
  const items: HandedOver[] = [];
  for (const number of await whichOnes(call)) items.push(await handedOver(call, number, assigningOf));
  return items;
}

/** The cases in question, on record before the first is given, so that a repetition goes on with the same. */
async function whichOnes(call: Call<unknown, HandOver>): Promise<string[]> {
  const { body, ids } = call;
  const from = String(ids.staffId);
  if (body.to === from) throw invalid('to', 'owns them already');
  await mustWorkHere(call, 'to', body.to, 'is not on the staff of this organisation');
  const given = body.numbers ?? (await ownedBy(call, from)).slice(0, atOnce).map(({ number }) => number);
  const detail = { person: from, to: body.to, numbers: [...new Set(given)], reason: body.reason };
  const { facts = [] } = await changePerson(call, () => ({ type: 'handedOver', detail, set: {} }));
  const fact = facts.find(({ id }) => id === factIdOf(call));
  return (fact?.detail as typeof detail | undefined)?.numbers ?? [];
}

async function handedOver(
  call: Call<unknown, HandOver>,
  number: string,
  assigningOf: (kind: string) => Assigning | undefined,
): Promise<HandedOver> {
  const { dependencies, principal, body, ids } = call;
  try {
    const found = await findReadableCase(dependencies, principal, number, 'Case');
    const assigning = assigningOf(found.view.kind);
    if (!assigning)
      return { number, outcome: 'refused', problem: 'NoSuchCommand', detail: 'This kind is not assigned.' };
    if (![ids.staffId, body.to].includes(found.view.owner ?? '')) {
      throw new Refused('NotAllowedNow', 'It belongs to somebody else by now.');
    }
    // Under a key of its own, which a repetition uses again: each case is given once.
    const ofCase = { ...call, found, key: `${call.key}:${number}`, body: { to: body.to }, ifMatch: null };
    await mustBeAllowedTo('assign')(ofCase);
    const reply = await executeCommand(ofCase, {
      name: 'assign',
      ...{ actor: principal.actor, principal: principal.actor.id },
      toBody: (keep) => assigning(ofCase, keep),
    });
    return { number, outcome: reply.status === 202 ? 'taken' : 'handed-over' };
  } catch (error) {
    const refused = refusalOf(error);
    if (!refused || unknownOutcome.includes(refused.reason)) throw error;
    const [field] = refused.extras.errors ?? [];
    const detail = field ? `${field.path}: ${field.message}` : refused.message;
    return { number, outcome: 'refused', problem: refused.reason, detail };
  }
}
