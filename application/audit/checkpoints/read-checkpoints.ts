/** Checkpoints and their proofs, for those who see the audit trail. */
import { z } from 'zod';
import { timelineChain } from '../../../db/audit/chain-heads.ts';
import { type CheckpointDocument, findCheckpoint, lastLeafOf, leafHashes } from '../../../db/audit/checkpoints.ts';
import { findCase, timelineOf } from '../../../db/cases/cases.ts';
import { type Consistency, consistencyPath, type Inclusion, inclusionPath } from '../../../domain/audit/merkle.ts';
import type { Call } from '../../call.ts';
import { localDate } from '../../local-date.ts';
import { notFound } from '../../refused.ts';
import { mayKnow } from '../questions/listed.ts';
import { leafText, signatureHolds } from './make-checkpoint.ts';

/** A checkpoint as it is shown. */
export type ShownCheckpoint = Omit<CheckpointDocument, '_id'> & { signatureHolds: boolean };

export const InclusionQuery = z.object({
  number: z.string().min(1).max(100).meta({ description: 'Number of the case whose timeline is proven.' }),
});

export const ConsistencyQuery = z.object({ from: localDate.meta({ description: 'Day of the earlier checkpoint.' }) });

/** The checkpoint of a day, or the last one. @throws Refused `NotFound` */
export async function readCheckpoint(call: Call): Promise<ShownCheckpoint> {
  return shown(call, await checkpointOf(call, call.ids.day ?? ''));
}

/** A proof that the log had this head of a case's timeline when the checkpoint was signed. */
export interface TimelineProof extends Inclusion {
  checkpoint: ShownCheckpoint;
  /** What the leaf is the hash of. */
  leafText: string;
  /** How many events the timeline had, and the digest of the last of them. */
  events: number;
  head: string;
  /** True if the stored timeline still has that event at that place. */
  stands: boolean;
}

/** Proves a case's timeline by a checkpoint. @throws Refused `NotFound` */
export async function proveInclusion(call: Call<z.infer<typeof InclusionQuery>>): Promise<TimelineProof> {
  const { dependencies, pack, principal, query, ids } = call;
  const { database } = dependencies;
  const checkpoint = await checkpointOf(call, ids.day ?? '');
  const found = await findCase(database, pack.id, query.number);
  if (!found || !mayKnow(dependencies, principal.actor, found)) throw notFound();
  const { size, root } = checkpoint;
  const entry = await lastLeafOf(database, timelineChain(pack.id, query.number), size);
  if (!entry) throw notFound();
  const { index, leaf, length: events, head } = entry;
  const timeline = await timelineOf(database, found);
  return {
    checkpoint: shown(call, checkpoint),
    leafText: leafText(entry),
    ...{ leaf, index, size, path: inclusionPath(await leafHashes(database, size), index), root },
    ...{ events, head, stands: timeline[events - 1]?.digest === head },
  };
}

/** Proves that the log of one checkpoint only goes on from that of an earlier one. @throws Refused `NotFound` */
export async function proveConsistency(call: Call<z.infer<typeof ConsistencyQuery>>): Promise<Consistency> {
  const [earlier, later] = (await Promise.all(
    [call.query.from, call.ids.day ?? ''].map((day) => checkpointOf(call, day)),
  )) as [CheckpointDocument, CheckpointDocument];
  if (earlier.size > later.size) throw notFound();
  const of = ({ size, root }: CheckpointDocument) => ({ size, root });
  const path = consistencyPath(await leafHashes(call.dependencies.database, later.size), earlier.size);
  return { earlier: of(earlier), later: of(later), path };
}

async function checkpointOf({ dependencies }: Call, day: string): Promise<CheckpointDocument> {
  const found = await findCheckpoint(dependencies.database, day);
  if (!found) throw notFound();
  return found;
}

function shown({ dependencies }: Call, { _id: _, ...checkpoint }: CheckpointDocument): ShownCheckpoint {
  return { ...checkpoint, signatureHolds: signatureHolds(dependencies, { _id: _, ...checkpoint }) };
}
