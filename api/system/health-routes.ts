import { z } from 'zod';
import { databaseAnswers, endsOfProcesses, proposedByRelease, workerPolls } from '../../application/health.ts';
import { registry } from '../../application/metrics.ts';
import { notFound } from '../../application/refused.ts';
import { endsOfCertificates } from '../../application/signing-certificates.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Route, route } from '../http/route.ts';
import { isFromHere } from '../http/same-machine.ts';

const Checks = z.object({ engine: z.boolean(), database: z.boolean(), worker: z.boolean() });

export const healthRoutes: Route[] = [
  route({
    method: 'get',
    path: '/health/live',
    operationId: 'getLiveness',
    summary: 'The process runs',
    tag: 'system',
    permission: 'anybody',
    replies: { 200: { description: 'It does.', schema: z.object({ live: z.boolean() }) } },
    handle: async () => ({ status: 200, body: { live: true } }),
  }),
  route({
    method: 'get',
    path: '/health/ready',
    operationId: 'getReadiness',
    summary: 'Engine, database and a worker are there',
    tag: 'system',
    permission: 'anybody',
    replies: {
      200: { description: 'All of them answer.', schema: Checks },
      503: { description: 'One of them does not.', schema: Checks },
    },
    async handle({ dependencies }) {
      const checks = await recentChecks(dependencies);
      const ready = checks.engine && checks.database && checks.worker;
      return ready ? { status: 200, body: checks } : { status: 503, body: checks, headers: { 'Retry-After': '2' } };
    },
  }),
  route({
    method: 'get',
    path: '/metrics',
    operationId: 'getMetrics',
    summary: 'Measurements for Prometheus, the worker’s included; from this machine only',
    tag: 'system',
    permission: 'anybody',
    replies: { 200: { description: 'Prometheus text.' } },
    async handle({ request, dependencies }) {
      if (!isFromHere(request)) throw notFound();
      const [measured, ends, ofWorker] = await Promise.all([
        registry.metrics(),
        endsCounted(dependencies),
        workerMetrics(dependencies.workerMetricsUrl),
      ]);
      const own = `${measured}\n${ends}${releaseProposals(dependencies)}${certificateEnds(dependencies)}`;
      const body = ofWorker === undefined ? own : `${own}\n${ofWorker ?? ''}\n${workerUp(ofWorker !== null)}`;
      return { status: 200, headers: { 'Content-Type': registry.contentType }, body };
    },
  }),
];

/** Anybody may ask as often as they like: engine and database are asked once a second at most. */
const keptForMs = 1000;
const kept = new WeakMap<ApiDependencies, { at: number; checks: Promise<z.infer<typeof Checks>> }>();

function recentChecks(dependencies: ApiDependencies): Promise<z.infer<typeof Checks>> {
  const before = kept.get(dependencies);
  if (before && performance.now() - before.at < keptForMs) return before.checks;
  const checks = checksOf(dependencies);
  kept.set(dependencies, { at: performance.now(), checks });
  return checks;
}

async function checksOf(dependencies: ApiDependencies): Promise<z.infer<typeof Checks>> {
  const [database, worker, ofWorker] = await Promise.all([
    databaseAnswers(dependencies),
    workerPolls(dependencies),
    workerMetrics(dependencies.workerMetricsUrl),
  ]);
  // The engine takes a worker that was killed for one that polls for a minute more. If the worker shows its metrics, they count.
  const polls = ofWorker === undefined || /^temporal_num_pollers\{.*\} [1-9]/m.test(ofWorker ?? '');
  return { engine: worker !== null, database, worker: worker === true && polls };
}

/** What the worker shows. Null if it is silent, undefined if it is not known to show anything. */
async function workerMetrics(url: string | undefined): Promise<string | null | undefined> {
  if (!url) return undefined;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
    return await answer.text();
  } catch {
    return null;
  }
}

async function endsCounted(dependencies: ApiDependencies): Promise<string> {
  const name = 'inaya_unexpected_ends_total';
  const ends = await endsOfProcesses(dependencies);
  const lines = Object.entries(ends ?? {}).map(([process, count]) => `${name}{process="${process}"} ${count}`);
  const help = 'Processes that an error which nobody expected has ended';
  return [`# HELP ${name} ${help}`, `# TYPE ${name} counter`, ...lines, ''].join('\n');
}

function releaseProposals(dependencies: ApiDependencies): string {
  const name = 'inaya_release_proposals';
  const lines = proposedByRelease(dependencies).map(
    ({ organisation, version }) => `${name}{organisation="${organisation}",version="${version}"} 1`,
  );
  const help = 'Versions of a policy that a file of this release proposes, and no case has published';
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines, ''].join('\n');
}

function certificateEnds(dependencies: ApiDependencies): string {
  const name = 'inaya_signing_certificate_ends_timestamp_seconds';
  const lines = endsOfCertificates(dependencies, new Date()).map(
    ({ purpose, until }) => `${name}{purpose="${purpose}"} ${until === null ? 0 : Date.parse(until) / 1000}`,
  );
  const help =
    'When nobody certifies any more what API and workers sign; 0 if nobody does now, no line if that has no end';
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines, ''].join('\n');
}

function workerUp(isUp: boolean): string {
  const name = 'inaya_worker_metrics_up';
  return `# HELP ${name} Whether the worker shows its metrics.\n# TYPE ${name} gauge\n${name} ${isUp ? 1 : 0}\n`;
}
