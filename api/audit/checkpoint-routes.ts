import { z } from 'zod';
import {
  ConsistencyQuery,
  InclusionQuery,
  proveConsistency,
  proveInclusion,
  readCheckpoint,
} from '../../application/audit/checkpoints/read-checkpoints.ts';
import { mustAudit } from '../../application/audit/questions/listed.ts';
import { type Route, route } from '../http/route.ts';
import { base, tag } from './listed-route.ts';

const one = `${base}/audit/checkpoints/{day}`;
const hash = z.string().meta({ description: 'SHA-256, hexadecimal.' });
const path = z.array(hash);
const tree = z.object({ size: z.int(), root: hash });

const Checkpoint = z
  .object({
    day: z.string(),
    at: z.iso.datetime(),
    size: z.int().meta({ description: 'How many heads of chains the log had.' }),
    root: hash,
    key: z.string(),
    publicKey: z.string(),
    signature: z.string().meta({
      description: 'Ed25519 over the JSON text `["inaya-checkpoint", day, at, size, root]`, base64url.',
    }),
    signatureHolds: z.boolean(),
  })
  .meta({ id: 'Checkpoint' });

export const checkpointRoutes: Route[] = [
  route({
    method: 'get',
    path: one,
    operationId: 'getCheckpoint',
    summary: 'The signed checkpoint of all chains on a day, or of the last day by `latest` (RFC 9162)',
    tag,
    permission: mustAudit,
    replies: { 200: { description: 'The checkpoint.', schema: Checkpoint } },
    handle: async (context) => ({ status: 200, body: await readCheckpoint(context) }),
  }),
  route({
    method: 'get',
    path: `${one}/inclusion`,
    operationId: 'inclusionProof',
    summary: 'A proof that the timeline of a case stood so when the checkpoint was signed',
    tag,
    isExport: true,
    permission: mustAudit,
    query: InclusionQuery,
    replies: {
      200: {
        description: 'The leaf, its place, and the hashes from it up to the root.',
        schema: z.object({
          checkpoint: Checkpoint,
          leafText: z.string().meta({ description: 'What the leaf is the hash of, behind a byte 0.' }),
          ...{ leaf: hash, index: z.int(), size: z.int(), path, root: hash },
          events: z.int().meta({ description: 'How many events the timeline had.' }),
          head: hash.meta({ description: 'Digest of the last of them.' }),
          stands: z.boolean().meta({ description: 'True if the timeline still has that event at that place.' }),
        }),
      },
    },
    handle: async (context) => ({ status: 200, body: await proveInclusion(context) }),
  }),
  route({
    method: 'get',
    path: `${one}/consistency`,
    operationId: 'consistencyProof',
    summary: 'A proof that nothing was taken out of the log, or changed, since an earlier checkpoint',
    tag,
    isExport: true,
    permission: mustAudit,
    query: ConsistencyQuery,
    replies: {
      200: {
        description: 'Both trees, and the hashes that show it.',
        schema: z.object({ earlier: tree, later: tree, path }),
      },
    },
    handle: async (context) => ({ status: 200, body: await proveConsistency(context) }),
  }),
];
