/**
 * `npm run cost`: what one standard complaint costs the engine (design §2, rule 15), how late deadlines fire, and what the
 * API adds to the bare engine. Starts servers and a worker of its own; the figures are those of this machine.
 */
import { findCase } from '../db/cases/cases.ts';
import { apiOverBareEngine } from './cost/api-overhead.ts';
import { runComplaintWithTickets } from './cost/complaint-with-tickets.ts';
import { latenessOfDeadlines, percentile } from './cost/lateness.ts';
import { costOfSigning } from './cost/signing.ts';
import { runStandardComplaint } from './cost/standard-complaint.ts';
import { productInProcess } from './measuring/product-in-process.ts';

const { dependencies, stop } = await productInProcess();
const { database, temporal: client } = dependencies;
try {
  const number = `cost-${Date.now()}`;
  const isClosed = async () => (await findCase(database, 'development-fund', number))?.view.status === 'closed';
  const cost = await runStandardComplaint(client, number, isClosed);
  console.log('One standard complaint, to the projection of `closed`:');
  console.log(`  history events     ${cost.historyEvents} (at most 84)`);
  console.log(`  state transitions  ${cost.stateTransitions} (at most 40)`);
  console.log(`  workflow tasks     ${cost.workflowTasks} (at most 15)`);
  const withTickets = `tickets-${Date.now()}`;
  const isDone = async () => (await findCase(database, 'development-fund', withTickets))?.view.status === 'closed';
  const ofTickets = await runComplaintWithTickets(client, withTickets, isDone);
  console.log('One complaint with two department tickets, its own workflow:');
  console.log(`  history events     ${ofTickets.historyEvents} (at most 250)`);
  console.log(`  state transitions  ${ofTickets.stateTransitions}`);
  console.log(`  workflow tasks     ${ofTickets.workflowTasks}`);
  const overhead = await apiOverBareEngine(dependencies, 40);
  const ratio = (overhead.api / overhead.engine).toFixed(2);
  console.log(
    `One command, median of 40: API ${overhead.api.toFixed(1)} ms, bare engine ${overhead.engine.toFixed(1)} ms, ratio ${ratio}`,
  );
  const { signed, unsigned, rights } = await costOfSigning(dependencies, 200);
  console.log(
    `One command, median of 200: signed and proven ${signed.toFixed(2)} ms, without ${unsigned.toFixed(2)} ms; its rights ${rights.toFixed(3)} ms`,
  );
  const lateness = await latenessOfDeadlines(client, database, 200);
  const [median, p99] = [percentile(lateness, 0.5), percentile(lateness, 0.99)];
  console.log(
    `200 deadlines in the sandbox, due to fired: median ${median} ms, 99th percentile ${p99} ms (at most 1500)`,
  );
} finally {
  await stop();
}
