import { type Amount, type Measure, parseAmount } from './amount.ts';
import { parseInstant } from './instant.ts';
import { listOf, objectWith } from './json-shape.ts';
import { effectivePauses, type Interruption, type Pause, parsePause } from './pause.ts';
import { parseRung, type Rung, type RungMeasure } from './rung.ts';

/** What is asked of a calendar: when a clock that starts then is due, and when its ladder's rungs are. */
export interface Question {
  start: string;
  due: Amount;
  pauses?: readonly Pause[];
  rungs?: readonly Rung[];
}

/** The same in numbers, milliseconds throughout. */
export interface ReadQuestion {
  start: number;
  due: Measure;
  /** In order and merged, without what lies before the start. */
  pauses: Interruption[];
  /** True while one of the pauses, whenever it began, has no end. */
  isPausedNow: boolean;
  rungs: RungMeasure[];
}

/** @throws DeadlineRefused `Malformed` for anything that is not such a question, whatever JSON it is. */
export function readQuestion(input: unknown): ReadQuestion {
  const question = objectWith(input, 'The question', ['start', 'due', 'pauses', 'rungs']);
  const start = parseInstant(question.start, 'start');
  const due = parseAmount(question.due, 'due');
  const pauses = question.pauses === undefined ? [] : listOf(question.pauses, 'pauses', parsePause);
  return {
    start,
    due,
    pauses: effectivePauses(pauses, start),
    isPausedNow: pauses.some((pause) => pause.to === Number.POSITIVE_INFINITY),
    rungs: question.rungs === undefined ? [] : listOf(question.rungs, 'rungs', parseRung),
  };
}
