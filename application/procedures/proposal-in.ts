/** A version of the policy as somebody hands it in: checked as `npm run policy:check` does, before anything is written. */
import type { Proposal } from '../../domain/procedure/proposal.ts';
import type { Problem } from '../../packs/load/problem.ts';
import { placedAt } from '../../packs/proposals/placement.ts';
import { proposedVersion } from '../../packs/proposals/proposed-version.ts';
import type { Call } from '../call.ts';
import { publishedOf } from '../organisation/publish-version.ts';
import { invalid, invalidBody } from '../refused.ts';

/**
 * What the case is to know of the proposed version.
 * @throws Refused `Invalid` with each problem and its line, or if it could not be published now
 */
export async function proposalIn(
  { dependencies, pack: { id }, receivedAt }: Pick<Call, 'dependencies' | 'pack' | 'receivedAt'>,
  text: string,
): Promise<Proposal> {
  const published = await publishedOf(dependencies.database, id);
  const made = proposedVersion(text, published, receivedAt.slice(0, 10));
  if (made.what === 'unsound') throw invalidBody(made.problems.map(faultOf));
  if (made.what === 'calendar')
    throw invalid(
      'policy',
      'is a calendar: this proposes a version of the policy, and calendars have a route of their own',
    );
  const placed = placedAt(made, published, Date.parse(receivedAt));
  if ('problem' in placed) throw invalid('policy', `cannot be published (${placed.problem}): ${placed.detail}`);
  const { pack, digest, base } = made;
  const { from = null, until = null, replaces = null } = pack.inForce ?? {};
  return { version: pack.version, digest, base: base.version, baseHash: base.hash, from, until, replaces };
}

/** A problem of the text as a fault of the body: with its place in the text. */
export function faultOf({ line, severity, message }: Pick<Problem, 'line' | 'severity' | 'message'>) {
  return { path: 'policy', message: `line ${line}: ${severity}: ${message}` };
}
