import type { ZodError } from 'zod';
import { CaseRefused, OutcomeUnknown } from '../../temporal/cases.ts';
import { ApiProblem } from './problem.ts';

const bodyErrors: Record<string, [ConstructorParameters<typeof ApiProblem>[0], string]> = {
  'entity.too.large': ['TooLarge', 'A request may have 64 KB of JSON at most.'],
  'entity.parse.failed': ['Malformed', 'The body is not JSON that can be taken.'],
  'encoding.unsupported': ['Malformed', 'The body has an encoding that is not supported.'],
  'charset.unsupported': ['Malformed', 'The body is not UTF-8.'],
  'request.aborted': ['Malformed', 'The body broke off.'],
  'request.size.invalid': ['Malformed', 'The body is not as long as it says.'],
};

const databaseErrors =
  /^Mongo(ServerSelection|Network|NotConnected|Topology|PoolCleared|PoolClosed|WaitQueue|Mongoose)|^Mongoose(ServerSelection|.*Buffering)/;

/**
 * A server that goes in the middle of a call: the driver's pool lets the socket's own error through where it has not yet
 * seen that the other side has hung up.
 */
const socketErrors = ['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED'];

/** What a caller is told of an error: its own problem where it has one, a 503 where a server is away, else a plain 500. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (error instanceof CaseRefused) {
    const { refusal, detail, allowed } = error.refusal;
    return new ApiProblem(refusal, detail, { allowed });
  }
  if (error instanceof OutcomeUnknown) {
    return new ApiProblem(
      'OutcomeUnknown',
      'The outcome is not known. Repeat the request with the same Idempotency-Key.',
      {
        retryAfter: 5,
      },
    );
  }
  const { type, name, status, code } = (typeof error === 'object' && error !== null ? error : {}) as {
    type?: string;
    name?: string;
    status?: number;
    code?: unknown;
  };
  const ofBody = typeof type === 'string' ? bodyErrors[type] : undefined;
  if (ofBody) return new ApiProblem(...ofBody);
  if (error instanceof URIError) return new ApiProblem('Malformed', 'The address is not well formed.');
  // A body that is not in the encoding that it names has no type of its own.
  if (status === 400) return new ApiProblem('Malformed', 'The body cannot be read.');
  const isAway = (typeof name === 'string' && databaseErrors.test(name)) || socketErrors.includes(String(code));
  if (isAway) {
    return new ApiProblem('Unavailable', 'The database does not answer. Nothing was done; try again.', {
      retryAfter: 5,
    });
  }
  return new ApiProblem('Internal', 'Something went wrong on our side. It has been logged.');
}

/** The faults of a zod check, one an entry, with where they are. */
export function faultsOf(error: ZodError): { path: string; message: string }[] {
  return error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
}
