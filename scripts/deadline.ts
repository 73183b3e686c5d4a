// `npm run --silent deadline`: a JSON question on each line of standard input, its answer on a line of standard output.
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { answer } from '../domain/deadline/answer.ts';
import type { DeadlineProof, Refusal } from '../domain/deadline/deadline.ts';
import { calendarFinder } from '../packs/load/calendar-files.ts';

const ownPolicies = join(import.meta.dirname, '..', 'policies');
const addedPolicies = process.env.POLICIES_DIR;
const calendarNamed = calendarFinder(addedPolicies ? [ownPolicies, addedPolicies] : [ownPolicies]);

function answerLine(line: string): DeadlineProof | Refusal {
  let asked: unknown;
  try {
    asked = JSON.parse(line);
  } catch {
    return { refusal: 'Malformed', detail: 'The line is not JSON.' };
  }
  return answer(asked, calendarNamed);
}

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  if (!process.stdout.write(`${JSON.stringify(answerLine(line))}\n`)) await once(process.stdout, 'drain');
}
