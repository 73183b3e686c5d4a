/** Why a deadline cannot be worked out, as a value that is part of an answer. */
export interface Refusal {
  /** `Malformed`: the question or calendar makes no sense. `CalendarExhausted`: an instant lies after its last known day. */
  refusal: 'CalendarExhausted' | 'Malformed';
  /** One sentence for a person. */
  detail: string;
}

/** The same while it travels up inside this folder; `deadline` and `deadlineProof` turn it into a value. */
export class DeadlineRefused extends Error implements Refusal {
  readonly refusal: Refusal['refusal'];
  readonly detail: string;

  constructor(refusal: Refusal['refusal'], detail: string) {
    super(`${refusal}: ${detail}`);
    this.refusal = refusal;
    this.detail = detail;
  }
}

/** @throws DeadlineRefused always. */
export function malformed(detail: string): never {
  throw new DeadlineRefused('Malformed', detail);
}

/** Runs a computation and gives its refusal back as a value; any other error is a fault of ours and goes on up. */
export function orRefusal<T>(compute: () => T): T | Refusal {
  try {
    return compute();
  } catch (error) {
    if (error instanceof DeadlineRefused) return { refusal: error.refusal, detail: error.detail };
    throw error;
  }
}
