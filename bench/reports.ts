/**
 * `npm run bench:reports [cases]`: what a monthly report costs over so many complaints of that month (100,000 unless told). It
 * shows how long it takes, how much of that is this process, and how much memory it holds beside what the process held before.
 * The turns read what stands beside each case. Of 10,000 and fewer a last one reads every event, as of cases of an earlier release.
 */
import { countReport } from '../application/reports/made/count-report.ts';
import { createIndexes, type Database } from '../db/database.ts';
import { calendarInForce } from '../db/organisation/calendars.ts';
import { slimFields } from '../db/reports/slim-complaint-events.ts';
import { monthlyPerformance } from '../reports/definitions/monthly-performance.ts';
import { productInProcess } from '../scripts/measuring/product-in-process.ts';

const many = Number(process.argv[2] ?? 100_000);
if (!Number.isInteger(many) || many < 1) throw new Error('say how many cases: a whole number above 0');

/** The stand-in for MongoDB does not hold the events of more cases. */
const hasEvents = many <= 10_000;

const organisation = 'neighbourhood-centres';
const period = { from: '2026-03-01', to: '2026-03-31' };
const month = { from: Date.parse('2026-02-28T21:00:00Z'), ms: 31 * 86_400_000 };

/** What happens to a complaint, and how many hours after it came. */
const life: [hours: number, type: string, by: string, data: object][] = [
  [0, 'received', 'a', { category: 'complaint', channel: 'phone', customerClass: 'donor' }],
  [0, 'assigned', 'system', { to: 'agent', from: null }],
  [1, 'accepted', 'agent', { owner: 'agent' }],
  [30, 'breached', 'system', { clock: 'answer' }],
  [30, 'escalated', 'system', { clock: 'answer', rung: 0 }],
  [40, 'answered', 'agent', {}],
  [40, 'solved', 'agent', {}],
  [60, 'confirmed', 'customer', { helped: true, expected: 3, perceived: 4 }],
  [60, 'closed', 'customer', {}],
];
/** What the process holds, in bytes: its objects, and the lists of numbers and messages beside them. */
function held(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

type SeededEvent = Parameters<typeof slimFields>[1][number] & Record<string, unknown>;

const channels = ['phone', 'email', 'web', 'social-media'];

async function seed({ cases, caseEvents }: Database): Promise<void> {
  for (let begin = 0; begin < many; begin += 1000) {
    const size = Math.min(1000, many - begin);
    const [documents, events]: [object[], object[]] = [[], []];
    for (let n = begin; n < begin + size; n += 1) {
      const number = `NC-C-SEEDS-${String(n).padStart(6, '0')}`;
      const openedAt = month.from + Math.floor((n * month.ms) / many);
      const at = (hours: number) => new Date(openedAt + hours * 3_600_000).toISOString();
      const view = { kind: 'complaint', openedAt: at(0), closedAt: at(60), detail: {} };
      const _id = `${organisation}/${number}`;
      const own: SeededEvent[] = [];
      for (const [index, [hours, type, by, data]] of life.entries()) {
        const agent = by === 'agent' ? `agent.${n % 40}` : by;
        const seal = { mac: '0'.repeat(64), at: at(hours), by: 'projection' };
        const opened = index === 0 ? { ...data, channel: channels[n % channels.length] } : data;
        const place = { _id: `${_id}/${index + 1}`, organisation, number, sequence: index + 1 };
        const instants = { at: at(hours), recordedAt: at(hours), policyVersion: 2 };
        const chain = { previous: '0'.repeat(64), digest: '0'.repeat(64), seal };
        own.push({ ...place, type, data: opened, by: agent, ...instants, ...chain });
      }
      const lines = Object.entries(slimFields(view, own, at(60))).map(([place, line]) => [
        place.slice('slim.'.length),
        line,
      ]);
      const slim = Object.fromEntries(lines);
      documents.push({ _id, organisation, number, sequence: life.length, changedAt: at(60), view, slim });
      events.push(...own);
    }
    await cases.collection.insertMany(documents as never[], { ordered: false });
    if (hasEvents) await caseEvents.collection.insertMany(events as never[], { ordered: false });
  }
}

const { dependencies, stop } = await productInProcess();
try {
  const { database, packs } = dependencies;
  await createIndexes(database);
  await seed(database);
  const pack = packs.find(({ id }) => id === organisation);
  if (!pack) throw new Error(`there is no pack of ${organisation}`);
  const { name, version } = await calendarInForce(database, pack);
  const counting = { organisation, period, calendar: { name, version }, writtenBy: '2026-06-01T00:00:00Z' };
  const counted = async (what: string) => {
    globalThis.gc?.();
    const before = held();
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, held());
    }, 20);
    const [began, used] = [performance.now(), process.cpuUsage()];
    const { figures } = await countReport(database, monthlyPerformance, counting);
    const { user, system } = process.cpuUsage(used);
    clearInterval(watch);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const [mb, own] = [((most - before) / 1e6).toFixed(0), ((user + system) / 1e6).toFixed(1)];
    console.log(
      `${what}: ${figures.cases} complaints in ${seconds} s, ${own} s of this process, ${mb} MB at most beside what was held`,
    );
  };
  for (const turn of ['first', 'second', 'third']) await counted(`${turn} turn, one document a case`);
  if (hasEvents) {
    await database.cases.collection.updateMany({}, { $unset: { slim: '' } });
    await counted('every event read');
  }
} finally {
  await stop();
}
