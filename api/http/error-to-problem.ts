import type { ZodError } from 'zod';
import { refusalOf } from '../../application/refusal-of.ts';
import { type Fault, Refused, unforeseen } from '../../application/refused.ts';

const bodyErrors: Record<string, [ConstructorParameters<typeof Refused>[0], string]> = {
  'entity.too.large': ['TooLarge', 'A request may have 64 KB of JSON at most.'],
  'entity.parse.failed': ['Malformed', 'The body is not JSON that can be taken.'],
  'encoding.unsupported': ['Malformed', 'The body has an encoding that is not supported.'],
  'charset.unsupported': ['Malformed', 'The body is not UTF-8.'],
  'request.aborted': ['Malformed', 'The body broke off.'],
  'request.size.invalid': ['Malformed', 'The body is not as long as it says.'],
};

/** What a caller is told of an error: its own problem if it has one. Else a 503 if a server is away, or a plain 500. */
export function problemOf(error: unknown): Refused {
  const known = refusalOf(error);
  if (known) return known;
  const { type, status } = (typeof error === 'object' && error !== null ? error : {}) as {
    type?: string;
    status?: number;
  };
  const ofBody = typeof type === 'string' ? bodyErrors[type] : undefined;
  if (ofBody) return new Refused(...ofBody);
  if (error instanceof URIError) return new Refused('Malformed', 'The address is not well formed.');
  // A body that is not in the encoding that it names has no type of its own.
  if (status === 400) return new Refused('Malformed', 'The body cannot be read.');
  return unforeseen();
}

/** The faults of a zod check, one an entry, each with its place. */
export function faultsOf(error: ZodError): Fault[] {
  return error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
}
