import type { Client } from '@temporalio/client';
import type { CommandKeys } from '../../db/command-signatures.ts';
import type { Database } from '../../db/database.ts';
import { calendarsOf } from '../../db/organisation/calendars.ts';
import { addPolicy, allPolicies, type PolicyDocument } from '../../db/organisation/policies.ts';
import type { CalendarSnapshot } from '../../domain/case/case.ts';
import { digest } from '../../domain/digest.ts';
import { snapshotOf } from '../../packs/load/calendar-snapshot.ts';
import { memosAgain, type PlacementProblem, placedAt } from '../../packs/proposals/placement.ts';
import {
  type Base,
  newestLasting,
  type ProposedCalendar,
  type ProposedPolicy,
  type Published,
  proposedVersion,
  type Unsound,
} from '../../packs/proposals/proposed-version.ts';
import type { Pack } from '../../packs/schema.ts';
import { wakeProcedures } from '../../temporal/procedures.ts';
import { publishCalendar } from '../calendars/publish-calendar.ts';
import { publishedPacksOf, untilKnownMs, withTerm } from '../policies/published-packs.ts';
import { otherQuestionnaire, publishQuestionnaires } from './policy-questionnaires.ts';
import { roleTakenAway } from './roles-of-open-cases.ts';

/** What a case has decided to publish. */
export interface VersionPublication {
  /** Whose case it is: it publishes for nobody else. */
  organisation: string;
  /** The number of the case. */
  case: string;
  /** The member of staff whose approval publishes it. */
  by: string;
  /** The text as it was proposed, and what was approved: its digest, and the version that it was built on. */
  text: string;
  digest: string;
  base: Base;
}

/** Why an approved version is not published. */
export type PublicationProblem =
  | PlacementProblem
  /** The text is not sound by what is published now. */
  | 'Invalid'
  /** It makes something else than what was approved. */
  | 'OtherContent'
  /** It is the policy or calendar of somebody else. */
  | 'OtherOrganisation'
  /** A running case turns to a role that would be gone. */
  | 'RoleTakenAway'
  /** A questionnaire of that version stands with another content. */
  | 'QuestionnaireStands';

export interface PublishedAs {
  what: 'policy' | 'calendar';
  /** Of a calendar: its name. */
  name?: string;
  version: number;
  hash: string;
  /** From when new cases come under it, UTC. */
  from: string;
  /** The end of a memo. */
  until?: string;
}

export type VersionOutcome = { published: PublishedAs } | { problem: PublicationProblem; detail: string };

type Publishing = CommandKeys & { database: Database; temporal: Client };

/** What an organisation has published: what a proposal is checked against. */
export async function publishedOf(database: Database, organisation: string): Promise<Published> {
  const documents = await allPolicies(database, organisation);
  const newest = new Map<string, CalendarSnapshot>();
  for (const { name, version, hash, calendar } of await calendarsOf(database, organisation))
    newest.set(name, { name, version, hash, calendar });
  const versions = documents.map(({ pack, text, ...entry }) => ({ pack: withTerm(pack as Pack, entry), text }));
  return { versions, calendars: [...newest.values()] };
}

/**
 * Publishes what a case has decided, if it is still sound: it is checked again against what is published now. Safe to repeat,
 * from any process: the same content again is the same publication.
 */
export async function publishVersion(
  dependencies: Publishing,
  publication: VersionPublication,
  now: Date,
): Promise<VersionOutcome> {
  const { database } = dependencies;
  const { organisation, text, base } = publication;
  const earlier = (await allPolicies(database, organisation)).find((one) => one.case === publication.case);
  if (earlier?.digest === publication.digest) return completed(dependencies, earlier, now);
  const published = await publishedOf(database, organisation);
  const proposed = proposedVersion(text, published);
  if (proposed.what === 'unsound') return whyUnsound(proposed, base, published);
  if (proposed.digest !== publication.digest)
    return { problem: 'OtherContent', detail: 'The text makes another version than the one that was approved.' };
  return proposed.what === 'policy'
    ? publishPolicy(dependencies, publication, proposed, published, now)
    : publishCalendarVersion(dependencies, publication, proposed, published, now);
}

function whyUnsound({ problems }: Unsound, base: Base, published: Published): VersionOutcome {
  const newest = newestLasting(published.versions);
  if (newest && newest.version > base.version) return staleBase(base.version, newest.version);
  const said = problems.find(({ severity }) => severity === 'refusal');
  const detail = said?.path ? `${said.path}: ${said.message}` : (said?.message ?? '');
  return { problem: said?.path === 'id' ? 'OtherOrganisation' : 'Invalid', detail };
}

function staleBase(built: number, newest: number): VersionOutcome {
  return {
    problem: 'StaleBase',
    detail: `This is built on version ${built}, but version ${newest} has come since: build on that one.`,
  };
}

async function publishPolicy(
  dependencies: Publishing,
  publication: VersionPublication,
  proposed: ProposedPolicy,
  published: Published,
  now: Date,
): Promise<VersionOutcome> {
  const { database } = dependencies;
  const { base } = publication;
  if (proposed.base.version !== base.version) return staleBase(base.version, proposed.base.version);
  const placement = placedAt(proposed, published, now.getTime() + untilKnownMs);
  if ('problem' in placement) return placement;
  const role = await roleTakenAway(database, published, proposed.pack);
  if (role) return { problem: 'RoleTakenAway', detail: role };
  const questionnaire = await otherQuestionnaire(database, proposed.pack);
  if (questionnaire) {
    const detail = `The questionnaire ${questionnaire} stands with another content: give it the next version.`;
    return { problem: 'QuestionnaireStands', detail };
  }
  const [first = proposed] = placement.versions;
  const document = documentOf(first, publication, now);
  if (await addPolicy(database, document)) return completed(dependencies, document, now);
  // Somebody else was first: what is published now says what that means.
  return publishVersion(dependencies, publication, now);
}

/** Does what follows once a version is written down. A publication that was broken off goes on here if it is repeated. */
async function completed(
  { database, temporal }: Publishing,
  document: Omit<PolicyDocument, '_id'>,
  now: Date,
): Promise<VersionOutcome> {
  const {
    organisation,
    version,
    hash,
    from = now.toISOString(),
    until,
    publishedBy: by = '',
    case: number = '',
  } = document;
  const again = memosAgain(await publishedOf(database, organisation));
  if ('problem' in again) throw new Error(again.detail);
  for (const memo of again.versions)
    await addPolicy(database, documentOf(memo, { organisation, case: number, by }, now));
  const pack = document.pack as Pack;
  await publishQuestionnaires(database, pack);
  await publishedPacksOf(database).look();
  if (pack.kinds.procedure) await wakeProcedures(temporal, { organisation, after: now.toISOString() });
  return { published: { what: 'policy', version, hash, from, ...(until === undefined ? {} : { until }) } };
}

function documentOf(
  { pack, text, digest }: ProposedPolicy,
  { organisation, case: number, by }: Pick<VersionPublication, 'organisation' | 'case' | 'by'>,
  now: Date,
): Omit<PolicyDocument, '_id'> {
  const { inForce, ...content } = pack;
  return {
    ...{ organisation, version: pack.version, hash: pack.hash, pack: content, text, digest },
    ...inForce,
    ...{ publishedAt: now.toISOString(), publishedBy: by, case: number },
  };
}

async function publishCalendarVersion(
  dependencies: Publishing,
  { organisation, by, base }: VersionPublication,
  { calendar: file, base: newest }: ProposedCalendar,
  { calendars }: Published,
  now: Date,
): Promise<VersionOutcome> {
  const { name, version, calendar } = snapshotOf(file);
  const isAgain = calendars.some(
    (one) => one.name === name && one.version === version && one.hash === digest(calendar),
  );
  if (!isAgain && newest.version !== base.version) return staleBase(base.version, newest.version);
  const publishedAt = now.toISOString();
  const outcome = await publishCalendar(dependencies, {
    organisation,
    name,
    version,
    calendar,
    publishedBy: by,
    publishedAt,
  });
  if (!('problem' in outcome)) {
    const standing = await calendarsOf(dependencies.database, organisation);
    const from = standing.find((one) => one.name === name && one.version === version)?.publishedAt ?? publishedAt;
    return { published: { what: 'calendar', name, version, hash: outcome.hash, from } };
  }
  return { problem: outcome.problem === 'CalendarStands' ? 'VersionStands' : 'Invalid', detail: outcome.detail };
}
