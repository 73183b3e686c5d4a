import { createHash } from 'node:crypto';
import type { WorkflowBundle } from '@temporalio/worker';
import PQueue from 'p-queue';
import { beating } from '../../activities/upkeep/beating.ts';
import { kindOf } from '../../application/cases/case-number.ts';
import { findReplay, keepReplay, noteReplay } from '../../db/audit/replays.ts';
import type { ReplayActivities, ReplayToMake } from '../../workflows/messages/upkeep.ts';
import { foundByReplay, type ReplayTools, relativesReplayed } from './found-by-replay.ts';

type Tools = Omit<ReplayTools, 'bundle'> & {
  /** Reads or makes the code that is executed; asked for when the first replay comes. */
  bundle: () => Promise<WorkflowBundle>;
};

/** What replays ask for. One is made at a time: each takes a thread of its own, and cases go before. */
export function replayActivities({ bundle, ...tools }: Tools): ReplayActivities {
  const oneAtATime = new PQueue({ concurrency: 1 });
  let loading: Promise<WorkflowBundle> | null = null;
  const { database } = tools;
  return {
    makeReplay: (replay) =>
      beating(async () => {
        await noteReplay(database, replay);
        loading ??= bundle();
        const code = await loading;
        await oneAtATime.add(() => makeReplay({ ...tools, bundle: code }, replay));
      }),
    async giveUpReplay({ why, ...replay }) {
      const nothing = { workflowCode: null, holds: null, cases: [] };
      await keepReplay(database, replay, { ...nothing, endedAt: new Date().toISOString(), failed: why });
    },
  };
}

async function makeReplay(tools: ReplayTools, replay: ReplayToMake): Promise<void> {
  const { organisation, number } = replay;
  const kind = kindOf(number);
  if (!kind) throw new Error(`${number} is the number of no case`);
  if ((await findReplay(tools.database, replay))?.endedAt) return;
  const which = { kind, organisation, number };
  const { replayed, found } = await foundByReplay(tools, which);
  const cases = [found, ...(await relativesReplayed(tools, which, replayed))];
  await keepReplay(tools.database, replay, {
    endedAt: new Date().toISOString(),
    workflowCode: createHash('sha256').update(tools.bundle.code).digest('hex'),
    holds: cases.every(({ holds }) => holds),
    failed: null,
    cases,
  });
}
