import { derivedText } from '../../db/derivations.ts';
import { leadsAwaiting } from '../../db/leads/leads.ts';
import { systemActor } from '../../domain/case/command.ts';
import { signalCase } from '../../temporal/cases.ts';
import type { Call } from '../call.ts';
import { commandTold, idOfAsked } from '../cases/told-by-system.ts';

/**
 * Has the leads that wait for such contributions ask for them anew, so that their views show what has come (N-05). A lead
 * that could not be told asks by itself, by the date of its next payment or when somebody says that it has succeeded.
 */
export async function tellLeads(
  { dependencies, pack, receivedAt }: Call,
  contributions: readonly { reference: string; programme: string; customer: string }[],
): Promise<void> {
  const { database, secret, temporal, logger } = dependencies;
  if (!pack.kinds.lead) return;
  for (const { lead: number, contributions: theirs } of await leadsAwaiting(database, pack.id, contributions)) {
    const references = theirs.map(({ reference }) => reference);
    const commandId = idOfAsked(derivedText(secret, 'match-funding', pack.id, number, references));
    const unsigned = { name: 'match-funding', commandId, at: receivedAt, actor: systemActor, body: {} };
    const command = commandTold(dependencies, { organisation: pack.id, number }, unsigned);
    await signalCase(temporal, { kind: 'lead', organisation: pack.id, number }, command).catch((error: unknown) => {
      logger.warn({ err: error, number }, 'a lead could not be told of a contribution');
    });
  }
}
