/** A version of the policy or of a calendar as somebody hands it in: checked as `npm run policy:check` does, before anything is written. */
import type { Proposal } from '../../domain/procedure/proposal.ts';
import type { Problem } from '../../packs/load/problem.ts';
import { placedAt } from '../../packs/proposals/placement.ts';
import {
  type ProposedCalendar,
  type ProposedPolicy,
  type Published,
  proposedVersion,
} from '../../packs/proposals/proposed-version.ts';
import { whyNotNow } from '../calendars/calendar-by-case.ts';
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
  const objection = objectionTo(made, published, receivedAt);
  if (objection) throw invalid('policy', `cannot be published (${objection.problem}): ${objection.detail}`);
  const { digest, base } = made;
  const common = { digest, base: base.version, baseHash: base.hash };
  if (made.what === 'calendar') {
    const { name, version } = made.calendar;
    return { calendar: name, version, ...common, from: null, until: null, replaces: null };
  }
  const { version, inForce: { from = null, until = null, replaces = null } = {} } = made.pack;
  return { version, ...common, from, until, replaces };
}

/** Why a sound version could not be published at an instant (UTC), or null. */
export function objectionTo(
  made: ProposedPolicy | ProposedCalendar,
  published: Published,
  at: string,
): { problem: string; detail: string } | null {
  if (made.what === 'calendar') return whyNotNow(made, at);
  const placed = placedAt(made, published, Date.parse(at));
  return 'problem' in placed ? placed : null;
}

/** A problem of the text as a fault of the body: with its place in the text. */
export function faultOf({ line, severity, message }: Pick<Problem, 'line' | 'severity' | 'message'>) {
  return { path: 'policy', message: `line ${line}: ${severity}: ${message}` };
}
