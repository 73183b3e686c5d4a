/** The version of the policy or of a calendar that a procedure proposes, for those who approve it. */
import { readTexts } from '../../db/cases/vault.ts';
import { findCalendar } from '../../db/organisation/calendars.ts';
import { detailOf } from '../../domain/details.ts';
import type { Proposal } from '../../domain/procedure/proposal.ts';
import { snapshotOf } from '../../packs/load/calendar-snapshot.ts';
import { packOfVersion } from '../../packs/load/load.ts';
import { type CalendarChange, calendarDifferences } from '../../packs/proposals/calendar-differences.ts';
import { type ChangesOfRule, policyDifferences } from '../../packs/proposals/differences.ts';
import { type ProposedVersion, type Published, proposedVersion } from '../../packs/proposals/proposed-version.ts';
import type { Call } from '../call.ts';
import { grantTextAccess } from '../cases/reading/grant-text-access.ts';
import { publishedOf } from '../organisation/publish-version.ts';
import { notFound } from '../refused.ts';
import { objectionTo } from './proposal-in.ts';

/** What stands in the way of a proposed version now. `name`: such as `StaleBase`. */
interface ProblemNow {
  name: string;
  line: number | null;
  message: string;
}

export interface ProposedVersionShown extends Omit<Proposal, 'calendar'> {
  /** The name of the calendar; null if it is a version of the policy. */
  calendar: string | null;
  /** The step in which it was handed in. */
  step: string;
  /** What an approval names in If-Match; null if none is waited for. */
  ifMatch: string | null;
  text: string;
  /** Of a policy, rule by rule; of a calendar there are none. */
  differences: ChangesOfRule[];
  /** Of a calendar, by day and hours; of a policy there are none. */
  calendarDifferences: CalendarChange[];
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
  const { proposal } = step;
  return {
    ...proposal,
    calendar: proposal.calendar ?? null,
    step: step.id,
    ifMatch: waiting?.approval?.digest ?? null,
    text,
    ...(await lookedAt(call, proposal, text, published?.from)),
    publishedFrom: published?.from ?? null,
  };
}

type Differing = Pick<ProposedVersionShown, 'differences' | 'calendarDifferences'>;
type Looking = Pick<Call, 'dependencies' | 'found' | 'receivedAt'>;

/** `publishedFrom`: the instant from which it is in force, once it has been published. */
async function lookedAt(
  call: Looking,
  proposal: Proposal,
  text: string,
  publishedFrom: string | undefined,
): Promise<Differing & Pick<ProposedVersionShown, 'problems'>> {
  const { dependencies, found, receivedAt } = call;
  if (publishedFrom !== undefined) return { ...(await differing(call, proposal, null, publishedFrom)), problems: [] };
  const published = await publishedOf(dependencies.database, found.organisation);
  const made = proposedVersion(text, published, receivedAt.slice(0, 10));
  return {
    ...(await differing(call, proposal, made, receivedAt)),
    problems: problemsNow(made, published, receivedAt),
  };
}

/** What it says otherwise than its base, as of an instant (UTC). `made`: null once it has been published, as it is kept then. */
async function differing(
  { dependencies: { database, packs }, found: { organisation } }: Looking,
  { calendar, base, version }: Proposal,
  made: ProposedVersion | null,
  at: string,
): Promise<Differing> {
  if (calendar === undefined) {
    const kept = (policyVersion: number) => packOfVersion(packs, { organisation, policyVersion });
    const [before, after] = [kept(base), made?.what === 'policy' ? made.pack : made ? undefined : kept(version)];
    return { differences: before && after ? policyDifferences(before, after) : [], calendarDifferences: [] };
  }
  const kept = (number: number) => findCalendar(database, organisation, calendar, number);
  const before = await kept(base);
  const after = made?.what === 'calendar' ? snapshotOf(made.calendar) : made ? null : await kept(version);
  return {
    differences: [],
    calendarDifferences: before && after ? calendarDifferences(before.calendar, after.calendar, Date.parse(at)) : [],
  };
}

function problemsNow(made: ProposedVersion, published: Published, at: string): ProblemNow[] {
  if (made.what === 'unsound') return made.problems.map(({ line, message }) => ({ name: 'Invalid', line, message }));
  const objection = objectionTo(made, published, at);
  return objection ? [{ name: objection.problem, line: null, message: objection.detail }] : [];
}
