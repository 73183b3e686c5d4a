import { CaseRefused, OutcomeUnknown } from '../temporal/cases.ts';
import { Refused } from './refused.ts';

const databaseErrors =
  /^Mongo(ServerSelection|Network|NotConnected|Topology|PoolCleared|PoolClosed|WaitQueue|Mongoose)|^Mongoose(ServerSelection|.*Buffering)/;

/**
 * A server may go in the middle of a call. The driver's pool lets the socket's own error through if it has not yet seen that
 * the other side has hung up.
 */
const socketErrors = ['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED'];

/** What a caller is told of an error: what was refused, or that a server is away; null for what nobody foresaw. */
export function refusalOf(error: unknown): Refused | null {
  if (error instanceof Refused) return error;
  if (error instanceof CaseRefused) return refusedByCase(error);
  if (error instanceof OutcomeUnknown) {
    return new Refused(
      'OutcomeUnknown',
      'The outcome is not known. Repeat the request with the same Idempotency-Key.',
      {
        retryAfter: 5,
      },
    );
  }
  const { name, code } = (typeof error === 'object' && error !== null ? error : {}) as {
    name?: string;
    code?: unknown;
  };
  const isAway =
    (typeof name === 'string' && databaseErrors.test(name)) ||
    socketErrors.includes(String(code)) ||
    // What broke a write of many, such as the connection. What a server says of one of them has a code.
    (name === 'MongoBulkWriteError' && code === undefined);
  if (!isAway) return null;
  return new Refused('Unavailable', 'The database does not answer. Nothing was done; try again.', { retryAfter: 5 });
}

/** What a case has refused, as every other refusal is told. */
export function refusedByCase({ refusal: { refusal, detail, allowed } }: CaseRefused): Refused {
  return new Refused(refusal, detail, { allowed });
}
