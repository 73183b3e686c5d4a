/** How a use case says no: a name, a sentence, and what helps the caller. Which status that is, is the API's to say. */

/** Every reason for which anything is refused. The API has a status and an Arabic title for each. */
export const refusedNames = [
  'Malformed',
  'InvalidQuery',
  'NotSignedIn',
  'WrongCredentials',
  'SecondFactorNeeded',
  'Forbidden',
  'CodeNeeded',
  'EnrolmentNeeded',
  'PasswordChangeNeeded',
  'NotYourCase',
  'SamePerson',
  'NamedInCase',
  'NotPointOfContact',
  'NotFound',
  'MethodNotAllowed',
  'TimedOut',
  'NotAllowedNow',
  'ReturnsExhausted',
  'StaleBase',
  'NotPublished',
  'CalendarStands',
  'ProgrammeStands',
  'ContributionStands',
  'QuestionnaireStands',
  'AlreadyAnswered',
  'InFlight',
  'PaperFormStands',
  'Incomplete',
  'LinkExpired',
  'CodeExpired',
  'SurveyClosed',
  'PreconditionFailed',
  'TooLarge',
  'Invalid',
  'KeyReused',
  'MalwareFound',
  'WrongCode',
  'IdempotencyKeyMissing',
  'IfMatchMissing',
  'TooManyRequests',
  'Internal',
  'OutcomeUnknown',
  'Unavailable',
] as const;
export type RefusedName = (typeof refusedNames)[number];

/** What is wrong with a body, and where. */
export interface Fault {
  /** As `customer.phone`. */
  path: string;
  message: string;
}

export interface RefusedExtras {
  /** The commands that the case takes now. */
  allowed?: string[];
  /** The faults of a body, one an entry, each with its place. */
  errors?: Fault[];
  /** Seconds after which a repetition makes sense. */
  retryAfter?: number;
}

/** A use case that was refused, with a sentence that says what to do. */
export class Refused extends Error {
  override name = 'Refused';
  readonly reason: RefusedName;
  readonly extras: RefusedExtras;

  constructor(reason: RefusedName, detail: string, extras: RefusedExtras = {}) {
    super(detail);
    this.reason = reason;
    this.extras = extras;
  }
}

/** What nobody foresaw: the error itself is for the log. */
export function unforeseen(): Refused {
  return new Refused('Internal', 'Something went wrong on our side. It has been logged.');
}

/** True if the fault is ours, not the caller's: the same call may succeed later. */
export function isOurFault({ reason }: Refused): boolean {
  return reason === 'Internal' || reason === 'OutcomeUnknown' || reason === 'Unavailable';
}

/** One answer for what is not there and for what one may not see. */
export function notFound(): Refused {
  return new Refused('NotFound', 'There is nothing here that you may see.');
}

/** A fault in one field, with a sentence that says what would be right. */
export function invalid(path: string, message: string): Refused {
  return invalidBody([{ path, message }]);
}

/** Several faults in one body, each with where it is. */
export function invalidBody(errors: Fault[]): Refused {
  return new Refused('Invalid', 'The body is not valid.', { errors });
}
