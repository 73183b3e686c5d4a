import { z } from 'zod';
import type { Refused, RefusedName } from '../../application/refused.ts';

/** RFC 9457: every error that leaves the API has this shape, and `type` is `/problems/<name>`. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    allowed: z.array(z.string()).optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

/** The status of each reason for which something is refused. */
const statuses: Record<RefusedName, number> = {
  Malformed: 400,
  InvalidQuery: 400,
  NotSignedIn: 401,
  WrongCredentials: 401,
  SecondFactorNeeded: 401,
  Forbidden: 403,
  CodeNeeded: 403,
  EnrolmentNeeded: 403,
  PasswordChangeNeeded: 403,
  NotYourCase: 403,
  SamePerson: 403,
  NamedInCase: 403,
  NotPointOfContact: 403,
  NotFound: 404,
  MethodNotAllowed: 405,
  TimedOut: 408,
  NotAllowedNow: 409,
  ReturnsExhausted: 409,
  StaleBase: 409,
  NotPublished: 409,
  CalendarStands: 409,
  ProgrammeStands: 409,
  ContributionStands: 409,
  QuestionnaireStands: 409,
  AlreadyAnswered: 409,
  InFlight: 409,
  PaperFormStands: 409,
  Incomplete: 409,
  LinkExpired: 410,
  CodeExpired: 410,
  SurveyClosed: 410,
  PreconditionFailed: 412,
  TooLarge: 413,
  Invalid: 422,
  KeyReused: 422,
  MalwareFound: 422,
  WrongCode: 422,
  IdempotencyKeyMissing: 428,
  IfMatchMissing: 428,
  TooManyRequests: 429,
  Internal: 500,
  OutcomeUnknown: 503,
  Unavailable: 503,
};

/** The status that a refusal is answered with. */
export function statusOf({ reason }: Refused): number {
  return statuses[reason];
}

/** The document that a caller is sent. */
export function problemDocument(refused: Refused): Problem {
  const { retryAfter, ...shown } = refused.extras;
  const title = refused.reason.replace(/(?<!^)([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return { type: `/problems/${refused.reason}`, title, status: statusOf(refused), detail: refused.message, ...shown };
}
