/**
 * `npm run bench:overload`: the product with as much as it can do, then with four times as much, then left alone. Says how long
 * what was taken took, and what was refused. Says also whether all that was taken is true, and how soon it is as quick as before.
 */
import { parseArgs } from 'node:util';
import { percentile } from '../scripts/cost/lateness.ts';
import { type Heard, startProduct } from './product.ts';

const { values } = parseArgs({
  options: {
    'at-a-time': { type: 'string', default: '40' },
    seconds: { type: 'string', default: '60' },
    'overload-seconds': { type: 'string', default: '120' },
  },
});
const [width, seconds, overloadSeconds] = [values['at-a-time'], values.seconds, values['overload-seconds']].map(Number);
if (!width || !seconds || !overloadSeconds) throw new Error('each option is a whole number above zero');

const product = await startProduct();
const nothingHeard = (): Heard => ({ open: [], command: [], askedAgain: {} });
const at = (times: number[], part: number): number =>
  percentile(
    times.toSorted((one, other) => one - other),
    part,
  );

/** Lives of complaints, so many at a time, for as long; those that have begun go on to their end. */
async function loaded(name: string, lanes: number, forSeconds: number) {
  await product.signIn();
  const heard = nothingHeard();
  const numbers: string[] = [];
  const until = performance.now() + forSeconds * 1000;
  const lane = async () => {
    while (performance.now() < until) numbers.push(await product.life(heard));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const all = [...heard.open, ...heard.command];
  const [middle, late] = [at(all, 0.5), at(all, 0.99)];
  console.log(
    `${name}, ${lanes} at a time: ${numbers.length} cases, ${all.length} requests taken (median ${middle.toFixed(0)} ms, 99th ${late.toFixed(0)} ms), instead: ${JSON.stringify(heard.askedAgain)}`,
  );
  return { numbers, late };
}

/** The median time of a command when nothing else is asked, in milliseconds. */
async function alone(): Promise<number> {
  const heard = nothingHeard();
  await product.life(heard);
  return at(heard.command, 0.5);
}

try {
  await product.life(nothingHeard());
  const quiet = await alone();
  const saturated = await loaded('saturated', width, seconds);
  const overloaded = await loaded('overloaded', 4 * width, overloadSeconds);
  const ended = performance.now();
  let now = await alone();
  while (now > 2 * quiet && performance.now() - ended < 60_000) now = await alone();
  const back = (performance.now() - ended) / 1000;
  console.log(
    `alone: a command took ${quiet.toFixed(0)} ms before, ${now.toFixed(0)} ms within ${back.toFixed(1)} s after`,
  );
  console.log(`99th of what was taken: ${(overloaded.late / saturated.late).toFixed(1)} times that at saturation`);
  const statuses = new Map<string, number>();
  for (const number of overloaded.numbers) {
    const status = await product.statusOf(number);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  console.log(`what was taken stands so: ${JSON.stringify(Object.fromEntries(statuses))}`);
} finally {
  await product.stop();
}
