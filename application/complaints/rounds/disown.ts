/** “I did not say so”: what staff recorded in a customer’s name, by the link of the message that tells of it (F-10, C-01). */

import { isStatementSecret } from '../../../db/access/customer-keys.ts';
import { customerActor } from '../../../domain/case/command.ts';
import type { Statement } from '../../../domain/complaint/aspects/statements.ts';
import type { Call, FoundCase } from '../../call.ts';
import { executeCommand, type GivenCommand } from '../../cases/execute-command.ts';
import { freshView, lookUpCase } from '../../cases/reading/find-case.ts';
import { notFound, Refused } from '../../refused.ts';

/** A statement, with the case in which it stands. */
export interface Stated {
  found: FoundCase;
  statement: Statement;
}

type Keep = Parameters<GivenCommand['toBody']>[0];

/** The statement of the link, as the case knows it now. @throws Refused `NotFound` for a link that was never sent */
export async function statementOf({ dependencies, pack, ids }: Call): Promise<Stated> {
  const { number = '', statement: id, secret = '' } = ids;
  const of = { organisation: pack.id, number };
  const isRight = isStatementSecret(dependencies, of, Number(id), secret);
  const known = isRight ? await lookUpCase(dependencies, pack.id, number) : null;
  if (!known) throw notFound();
  const found = { ...known, view: await freshView(dependencies, known) };
  const statements = found.view.detail.statements ?? [];
  const statement = statements.find((one) => one.id === Number(id));
  if (!statement) throw notFound();
  return { found, statement };
}

/**
 * Disowns the statement once; a link that is used again shows what came of it the first time.
 * @throws Refused `LinkExpired` if the statement stands by now
 */
export async function disown(call: Call, toBody: (statement: number, keep: Keep) => Promise<unknown>): Promise<Stated> {
  const { found, statement } = await statementOf(call);
  if (statement.status === 'disowned') return { found, statement };
  if (statement.status !== 'open') throw expired();
  const key = `disown ${statement.id}`;
  await executeCommand(
    // Waited for: the page says that it is disowned.
    { ...call, found, key, body: {}, waits: true },
    { name: 'disown', actor: customerActor, principal: 'disown', toBody: (keep) => toBody(statement.id, keep) },
  );
  return { found, statement: { ...statement, status: 'disowned' } };
}

function expired(): Refused {
  return new Refused('LinkExpired', 'The time for it is over. Please contact us with the number of the case.');
}
