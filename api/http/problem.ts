import { z } from 'zod';

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

/** The status of every problem that the API knows by name. */
const statuses = {
  Malformed: 400,
  InvalidQuery: 400,
  NotSignedIn: 401,
  WrongCredentials: 401,
  Forbidden: 403,
  CodeNeeded: 403,
  NotYourCase: 403,
  SamePerson: 403,
  NamedInCase: 403,
  NotPointOfContact: 403,
  NotFound: 404,
  TimedOut: 408,
  NotAllowedNow: 409,
  ReturnsExhausted: 409,
  StaleBase: 409,
  CalendarStands: 409,
  ProgrammeStands: 409,
  ContributionStands: 409,
  QuestionnaireStands: 409,
  AlreadyAnswered: 409,
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
} as const;

export type ProblemName = keyof typeof statuses;
export const problemNames = Object.keys(statuses) as ProblemName[];

export interface ProblemExtras {
  allowed?: string[];
  errors?: { path: string; message: string }[];
  /** Seconds after which a repetition makes sense. */
  retryAfter?: number;
}

/** An error that a caller is told about, with a sentence that says what to do. */
export class ApiProblem extends Error {
  override name = 'ApiProblem';
  readonly problem: ProblemName;
  readonly extras: ProblemExtras;

  constructor(problem: ProblemName, detail: string, extras: ProblemExtras = {}) {
    super(detail);
    this.problem = problem;
    this.extras = extras;
  }

  /** The problem of which this is the document. */
  static from({ type, detail, allowed }: Problem): ApiProblem {
    return new ApiProblem(type.replace('/problems/', '') as ProblemName, detail, allowed ? { allowed } : {});
  }

  get status(): number {
    return statuses[this.problem];
  }

  body(): Problem {
    const { retryAfter, ...shown } = this.extras;
    const title = this.problem.replace(/(?<!^)([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
    return { type: `/problems/${this.problem}`, title, status: this.status, detail: this.message, ...shown };
  }
}

/** One answer for what is not there and for what one may not see. */
export function notFound(): ApiProblem {
  return new ApiProblem('NotFound', 'There is nothing here that you may see.');
}
