/**
 * `npm run bench`: the whole product beside the bare engine on the same Temporal server, in turns, so that what slows the
 * machine slows both. Figures are ratios of medians; what is counted for a case does not depend on the machine.
 */
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { percentile } from '../scripts/cost/lateness.ts';
import { workflowId } from '../workflows/messages/case.ts';
import { startBareEngine } from './bare-engine.ts';
import { processMs } from './processor-time.ts';
import { type Heard, type Product, startProduct } from './product.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '200' },
    'at-a-time': { type: 'string', default: '40' },
    rounds: { type: 'string', default: '3' },
  },
});
const [cases, width, rounds] = [values.cases, values['at-a-time'], values.rounds].map(Number) as [
  number,
  number,
  number,
];
if (![cases, width, rounds].every((value) => Number.isInteger(value) && value > 0)) {
  throw new Error('--cases, --at-a-time and --rounds are whole numbers above zero');
}

interface Measured {
  perSecond: number;
  /** Of our processes and the servers', for one case: what else runs on the machine is not counted. */
  cpuMs: number;
  byProcess: Record<string, number>;
}

/** What is still to be done once the last case has ended is counted with it: projections and messages. */
const settleMs = 3000;

async function measured(roots: Record<string, number>, life: () => Promise<unknown>): Promise<Measured> {
  const [before, began] = [processMs(roots), performance.now()];
  let left = cases;
  const lane = async () => {
    while (left-- > 0) await life();
  };
  await Promise.all(Array.from({ length: width }, lane));
  const seconds = (performance.now() - began) / 1000;
  await sleep(settleMs);
  const after = processMs(roots);
  const byProcess = Object.entries(after).map(([name, ms]) => [name, (ms - (before[name] ?? 0)) / cases] as const);
  return {
    perSecond: cases / seconds,
    cpuMs: byProcess.reduce((sum, [, ms]) => sum + ms, 0),
    byProcess: Object.fromEntries(byProcess),
  };
}

function show(name: string, { perSecond, cpuMs, byProcess }: Measured): void {
  const parts = Object.entries(byProcess).map(([part, ms]) => `${part} ${ms.toFixed(0)}`);
  const load = loadavg().map((value) => value.toFixed(1));
  console.log(
    `${name}: ${perSecond.toFixed(1)} cases/s, ${cpuMs.toFixed(0)} ms of CPU a case (${parts.join(', ')}); load ${load.join(' ')}`,
  );
}

const median = (all: number[]): number =>
  percentile(
    all.toSorted((one, other) => one - other),
    0.5,
  );

/** What one case of the product leaves with the engine, from its history. */
async function showCounts({ temporalAddress }: Product, number: string): Promise<void> {
  const connection = await Connection.connect({ address: temporalAddress });
  const handle = new Client({ connection }).workflow.getHandle(workflowId('complaint', 'development-fund', number));
  const history = await handle.fetchHistory();
  const { historySize, historyLength } = await handle.describe();
  const activities = new Map<string, number>();
  for (const { activityTaskScheduledEventAttributes } of history.events ?? []) {
    const name = activityTaskScheduledEventAttributes?.activityType?.name;
    if (name) activities.set(name, (activities.get(name) ?? 0) + 1);
  }
  const shown = [...activities].map(([name, count]) => `${count} ${name}`).join(', ');
  console.log(`one case: ${historyLength} events, ${historySize} bytes of history, activities: ${shown}`);
  await connection.close();
}

const product = await startProduct();
const bare = await startBareEngine(product.temporalAddress);
const roots = { ...product.pids, 'bare worker': bare.pid, driver: process.pid };
const heard: Heard = { open: [], command: [], askedAgain: {} };
try {
  console.log(`${cases} cases, ${width} at a time, ${rounds} rounds after one to warm up`);
  const first = await product.life({ open: [], command: [], askedAgain: {} });
  await measured(roots, bare.life);
  await measured(roots, () => product.life({ open: [], command: [], askedAgain: {} }));
  const all: { bare: Measured; product: Measured }[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const engine = await measured(roots, bare.life);
    show(`round ${round}, bare engine`, engine);
    await product.signIn();
    const whole = await measured(roots, () => product.life(heard));
    show(`round ${round}, product`, whole);
    all.push({ bare: engine, product: whole });
  }
  const rate = median(all.map((round) => round.product.perSecond / round.bare.perSecond));
  const cpu = median(all.map((round) => round.product.cpuMs / round.bare.cpuMs));
  console.log(`product ÷ bare engine: ${rate.toFixed(2)} of its cases/s, ${cpu.toFixed(1)} times its CPU (medians)`);
  for (const name of ['open', 'command'] as const) {
    const times = heard[name].toSorted((one, other) => one - other);
    console.log(
      `${name}: median ${percentile(times, 0.5).toFixed(0)} ms, 99th ${percentile(times, 0.99).toFixed(0)} ms`,
    );
  }
  console.log(`asked again: ${JSON.stringify(heard.askedAgain)}`);
  await showCounts(product, first);
} finally {
  await bare.stop();
  await product.stop();
}
