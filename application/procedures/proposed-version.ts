/** The version of the policy that a procedure proposes, for those who approve it. */
import { readTexts } from '../../db/cases/vault.ts';
import { detailOf } from '../../domain/details.ts';
import type { Proposal } from '../../domain/procedure/proposal.ts';
import { packOfVersion } from '../../packs/load/load.ts';
import { type ChangesOfRule, policyDifferences } from '../../packs/proposals/differences.ts';
import { placedAt } from '../../packs/proposals/placement.ts';
import { proposedVersion } from '../../packs/proposals/proposed-version.ts';
import type { Call } from '../call.ts';
import { grantTextAccess } from '../cases/reading/grant-text-access.ts';
import { publishedOf } from '../organisation/publish-version.ts';
import { notFound } from '../refused.ts';

/** What stands in the way of a proposed version now. `name`: such as `StaleBase`. */
interface ProblemNow {
  name: string;
  line: number | null;
  message: string;
}

export interface ProposedVersionShown extends Proposal {
  /** The step in which it was handed in. */
  step: string;
  /** What an approval names in If-Match; null if none is waited for. */
  ifMatch: string | null;
  text: string;
  differences: ChangesOfRule[];
  problems: ProblemNow[];
  /** The instant from which it is in force, once it has been published. */
  publishedFrom: string | null;
}

/**
 * The proposed version as it stands: its text, what it says otherwise than its base, and what stands in its way now. The look is
 * recorded like one at any words of the case.
 * @throws Refused `NotFound` if nothing has been proposed, or its words have been erased
 */
export async function readProposedVersion(call: Call<{ reason?: string | undefined }>): Promise<ProposedVersionShown> {
  const { dependencies, found } = call;
  const { steps, published } = detailOf(found.view, 'procedure');
  const step = steps.findLast(({ proposal }) => proposal !== undefined);
  const words = step?.contributions.at(-1)?.words;
  if (!step?.proposal || !words) throw notFound();
  await grantTextAccess(call, 'proposed version');
  const [entry] = await readTexts(dependencies.database, [words.id]);
  const text = entry?.content.policy;
  if (typeof text !== 'string') throw notFound();
  const waiting = steps.find(({ status, approval }) => status === 'open' && approval?.status === 'waiting');
  return {
    ...step.proposal,
    step: step.id,
    ifMatch: waiting?.approval?.digest ?? null,
    text,
    ...(await lookedAt(call, step.proposal, text, published !== undefined)),
    publishedFrom: published?.from ?? null,
  };
}

async function lookedAt(
  { dependencies, found, receivedAt }: Pick<Call, 'dependencies' | 'found' | 'receivedAt'>,
  { base, version }: Proposal,
  text: string,
  isPublished: boolean,
): Promise<Pick<ProposedVersionShown, 'differences' | 'problems'>> {
  const { organisation } = found;
  const { packs } = dependencies;
  const before = packOfVersion(packs, { organisation, policyVersion: base });
  if (isPublished) {
    const after = packOfVersion(packs, { organisation, policyVersion: version });
    return { problems: [], differences: before && after ? policyDifferences(before, after) : [] };
  }
  const published = await publishedOf(dependencies.database, organisation);
  const made = proposedVersion(text, published, receivedAt.slice(0, 10));
  if (made.what !== 'policy') {
    const problems = made.what === 'unsound' ? made.problems : [];
    return { differences: [], problems: problems.map(({ line, message }) => ({ name: 'Invalid', line, message })) };
  }
  const placed = placedAt(made, published, Date.parse(receivedAt));
  const problem = 'problem' in placed ? [{ name: placed.problem, line: null, message: placed.detail }] : [];
  return { differences: before ? policyDifferences(before, made.pack) : [], problems: problem };
}
