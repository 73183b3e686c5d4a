import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { publishCalendarByCase } from '../../application/calendars/calendar-by-case.ts';
import { tellOfCalendar } from '../../application/calendars/publish-calendar.ts';
import type { OpeningDependencies } from '../../application/dependencies.ts';
import { publishVersion } from '../../application/organisation/publish-version.ts';
import { readTexts, textDigest } from '../../db/cases/vault.ts';
import { findCalendar } from '../../db/organisation/calendars.ts';
import { allPolicies, type PolicyDocument } from '../../db/organisation/policies.ts';
import type { VaultTextRef } from '../../domain/case/command.ts';
import type { Proposal, PublicationOutcome } from '../../domain/procedure/proposal.ts';
import type { TellingProgress } from '../../temporal/tell-open-cases.ts';
import { untilProven } from './until-proven.ts';

/** An approved version, of the policy or of a calendar, that shall be published. */
export interface PublicationRequest {
  organisation: string;
  /** The number of the procedure: what it has published already is not published again. */
  number: string;
  proposal: Proposal;
  /** Who proposed it, with the text. */
  words: VaultTextRef;
  by: string;
  at: string;
  /** The sequence of the approval that asks for it. */
  sequence: number;
}

/** A version of a calendar of which open cases shall be told. */
export interface CalendarToTell {
  organisation: string;
  calendar: string;
  version: number;
}

/** What a case asks of the store of published versions, over what a process opens cases with. */
export function publishingActivities(dependencies: OpeningDependencies) {
  const writing = { ...dependencies, purpose: 'worker' as const };
  return {
    async publishVersion(request: PublicationRequest): Promise<PublicationOutcome> {
      const { organisation, number, sequence } = request;
      await untilProven(writing, organisation, number, sequence);
      return published(dependencies, request);
    },
    /** Tells the open cases of a version that has been published. An attempt goes on where the one before it was given up. */
    async tellCalendar({ organisation, calendar, version }: CalendarToTell): Promise<number> {
      const snapshot = await findCalendar(dependencies.database, organisation, calendar, version);
      return snapshot ? tellOfCalendar(writing, organisation, snapshot, progressOfAttempts()) : 0;
    },
  };
}

/** How far the attempts of an activity have come: the engine keeps it with the heartbeats, and gives it to the next attempt. */
function progressOfAttempts(): TellingProgress {
  const context = Context.current();
  return {
    after: String(context.info.heartbeatDetails ?? ''),
    toldUpTo(id) {
      context.heartbeat(id);
      // Another attempt goes on already, or will.
      if (context.cancellationSignal.aborted) throw new Error('this attempt has been given up');
    },
  };
}

export type PublishingActivities = ReturnType<typeof publishingActivities>;

/**
 * Publishes what has been approved, and says from when it counts and whose memos it replaces; or why it is not published. Safe
 * to repeat. Words that are not those of the proposal fail for good.
 */
async function published(
  dependencies: OpeningDependencies,
  { organisation, number, proposal, words, by }: PublicationRequest,
): Promise<PublicationOutcome> {
  const { calendar, digest, base: version, baseHash: hash, replaces } = proposal;
  const text = await textOf(dependencies, words);
  const publication = { organisation, case: number, by, text, digest };
  if (calendar !== undefined)
    return publishCalendarByCase(dependencies, { ...publication, calendar, version: proposal.version }, new Date());
  const outcome = await publishVersion(dependencies, { ...publication, base: { version, hash } }, new Date());
  if ('problem' in outcome) return { outcome: 'refused', ...outcome };
  const { version: made, hash: madeHash, from, until = null } = outcome.published;
  const replaced = casesOfMemos(await allPolicies(dependencies.database, organisation), replaces, number);
  return { outcome: 'published', version: made, hash: madeHash, from, until, replaced };
}

async function textOf({ database }: OpeningDependencies, { id, digest }: VaultTextRef): Promise<string> {
  const [entry] = await readTexts(database, [id]);
  const text = entry?.content.policy;
  if (entry && typeof text === 'string' && textDigest(entry.nonce, entry.content) === digest) return text;
  throw ApplicationFailure.nonRetryable(
    `the text of the version in ${id} is not the one that was proposed`,
    'TextGone',
  );
}

/** The procedures that issued the replaced memo, and those that it goes on with. */
function casesOfMemos(policies: readonly PolicyDocument[], replaces: number | null, own: string): string[] {
  const cases = new Set<string>();
  for (let next = replaces; next !== null; ) {
    const memo = policies.find(({ version }) => version === next);
    if (memo?.case !== undefined && memo.case !== own) cases.add(memo.case);
    next = memo?.replaces ?? null;
  }
  return [...cases];
}
