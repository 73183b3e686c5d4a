/** The versions of a policy: which there are, who published them, and what each says otherwise than the one before. */
import { z } from 'zod';
import { mustOversee } from '../../application/organisation/directory.ts';
import { policyVersion, policyVersions } from '../../application/organisation/policy-versions.ts';
import { notFound } from '../../application/refused.ts';
import { wholeNumber } from '../../application/whole-number.ts';
import { type Route, route } from '../http/route.ts';

const base = '/v1/organisations/{organisation}/policy-versions';

const Listed = z.object({
  version: z.int(),
  state: z.enum(['inForce', 'coming', 'ended', 'proposedByRelease']),
  hash: z.string(),
  digest: z.string().nullable().meta({ description: 'What was approved; null if it came from a file.' }),
  from: z.iso.datetime().nullable().meta({ description: 'Null: since ever.' }),
  until: z.iso.datetime().nullable().meta({ description: 'The end of a memo.' }),
  replaces: z.int().nullable().meta({ description: 'The memo that this memo replaces.' }),
  publishedAt: z.iso.datetime().nullable(),
  publishedBy: z.string().nullable().meta({ description: 'Staff id, or `release` if it came from a file.' }),
  case: z.string().nullable().meta({ description: 'The number of the case that decided it.' }),
});

const Change = z.object({
  path: z.string(),
  kind: z.enum(['added', 'removed', 'changed']),
  title: z
    .object({ ar: z.string(), en: z.string() })
    .nullable()
    .meta({ description: 'Of the nearest part that has one.' }),
  before: z.unknown(),
  after: z.unknown(),
});

/** What a version says otherwise, rule by rule. */
export const Differences = z.array(
  z.object({
    rule: z
      .string()
      .nullable()
      .meta({ description: 'The rule by whose clause it stands; null: the organisation decided it itself.' }),
    clause: z.object({ clause: z.string(), says: z.string() }).nullable(),
    changes: z.array(Change),
  }),
);

const Read = Listed.extend({
  text: z.string().nullable(),
  before: z.int().nullable().meta({ description: 'The version that it is built on.' }),
  differences: Differences.nullable(),
});

export const policyVersionRoutes: Route[] = [
  route({
    method: 'get',
    path: base,
    operationId: 'listPolicyVersions',
    summary:
      'Every version of the policy: in force, coming, ended, or proposed by a release; by whom and by which case',
    tag: 'policy',
    permission: mustOversee,
    replies: { 200: { description: 'The versions, the newest first.', schema: z.object({ items: z.array(Listed) }) } },
    handle: async (context) => ({ status: 200, body: { items: await policyVersions(context) } }),
  }),
  route({
    method: 'get',
    path: `${base}/{version}`,
    operationId: 'getPolicyVersion',
    summary: 'One version of the policy: its text, and what it says otherwise than the one that it is built on',
    tag: 'policy',
    permission: mustOversee,
    query: z.object({
      release: z
        .enum(['true', 'false'])
        .default('false')
        .meta({ description: 'True: the file that a release proposes.' }),
    }),
    replies: { 200: { description: 'The version.', schema: Read } },
    async handle(context) {
      const version = wholeNumber(z.coerce.number().int().positive()).safeParse(context.ids.version);
      if (!version.success) throw notFound();
      return { status: 200, body: await policyVersion(context, version.data, context.query.release === 'true') };
    },
  }),
];
