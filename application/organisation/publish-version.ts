import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Database } from '../../db/database.ts';
import { calendarsOf } from '../../db/organisation/calendars.ts';
import { addPolicy, allPolicies, type PolicyDocument } from '../../db/organisation/policies.ts';
import type { CalendarSnapshot } from '../../domain/case/case.ts';
import { newestLasting } from '../../packs/in-force.ts';
import { memosAgain, type PlacementProblem, placedAt, staleBase } from '../../packs/proposals/placement.ts';
import {
  type Base,
  firstRefusal,
  type ProposedPolicy,
  type Published,
  proposedVersion,
  type Unsound,
} from '../../packs/proposals/proposed-version.ts';
import type { Pack } from '../../packs/schema.ts';
import { wakeProcedures } from '../../temporal/procedures.ts';
import { publishedPacksOf, untilKnownMs, versionOf } from '../policies/published-packs.ts';
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
  /** It is the policy of somebody else. */
  | 'OtherOrganisation'
  /** A running case turns to a role that would be gone. */
  | 'RoleTakenAway'
  /** A questionnaire of that version stands with another content. */
  | 'QuestionnaireStands';

export interface PublishedAs {
  version: number;
  hash: string;
  /** From when new cases come under it, UTC. */
  from: string;
  /** The end of a memo. */
  until?: string;
}

export type VersionOutcome = { published: PublishedAs } | { problem: PublicationProblem; detail: string };

interface Publishing {
  database: Database;
  temporal: Client;
  logger: Pick<Logger, 'warn'>;
}

/** What an organisation has published: what a proposal is checked against. */
export async function publishedOf(database: Database, organisation: string): Promise<Published> {
  const documents = await allPolicies(database, organisation);
  const newest = new Map<string, CalendarSnapshot>();
  for (const { name, version, hash, calendar } of await calendarsOf(database, organisation))
    newest.set(name, { name, version, hash, calendar });
  return { versions: documents.map(versionOf), calendars: [...newest.values()] };
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
  // A calendar is published by `publishCalendarByCase`.
  if (proposed.what === 'calendar' || proposed.digest !== publication.digest)
    return { problem: 'OtherContent', detail: 'The text makes another version than the one that was approved.' };
  return publishPolicy(dependencies, publication, proposed, published, now);
}

function whyUnsound({ problems }: Unsound, base: Base, published: Published): VersionOutcome {
  const newest = newestLasting(published.versions.map(({ pack }) => pack));
  if (newest && newest.version > base.version) return staleBase(base.version, newest.version);
  const said = firstRefusal(problems);
  const detail = said?.path ? `${said.path}: ${said.message}` : (said?.message ?? '');
  return { problem: said?.path === 'id' ? 'OtherOrganisation' : 'Invalid', detail };
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
  const [first = proposed] = placement.versions;
  const role = await roleTakenAway(database, published, first.pack);
  if (role) return { problem: 'RoleTakenAway', detail: role };
  const questionnaire = await otherQuestionnaire(database, proposed.pack);
  if (questionnaire) {
    const detail = `The questionnaire ${questionnaire} stands with another content: give it the next version.`;
    return { problem: 'QuestionnaireStands', detail };
  }
  const document = documentOf(first, publication, now);
  if (await addPolicy(database, document)) return completed(dependencies, document, now);
  // Somebody else was first: what is published now says what that means.
  return publishVersion(dependencies, publication, now);
}

/** Does what follows once a version is written down. A publication that was broken off goes on here if it is repeated. */
async function completed(
  dependencies: Publishing,
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
  const { database, temporal } = dependencies;
  await makeMemosAgain(dependencies, { organisation, case: number, by }, now);
  const pack = document.pack as Pack;
  await publishQuestionnaires(database, pack);
  await publishedPacksOf(database).look();
  if (pack.kinds.procedure) await wakeProcedures(temporal, { organisation, after: now.toISOString() });
  return { published: { version, hash, from, ...(until === undefined ? {} : { until }) } };
}

/**
 * Makes the running memos again, one at a time: what others publish meanwhile is read before the next one. A memo that does not
 * fit ends with this, which is published already: an operator is told.
 */
async function makeMemosAgain({ database, logger }: Publishing, publication: Publisher, now: Date): Promise<void> {
  const { organisation } = publication;
  for (;;) {
    const { versions, unfit } = memosAgain(await publishedOf(database, organisation), now.getTime());
    const [next] = versions;
    if (next) {
      await addPolicy(database, documentOf(next, publication, now));
      continue;
    }
    for (const { detail } of unfit)
      logger.warn({ organisation, case: publication.case, detail }, 'a memo could not be made again');
    return;
  }
}

type Publisher = Pick<VersionPublication, 'organisation' | 'case' | 'by'>;

function documentOf(
  { pack, text, digest }: ProposedPolicy,
  { organisation, case: number, by }: Publisher,
  now: Date,
): Omit<PolicyDocument, '_id'> {
  const { inForce, ...content } = pack;
  return {
    ...{ organisation, version: pack.version, hash: pack.hash, pack: content, text, digest },
    ...inForce,
    ...{ publishedAt: now.toISOString(), publishedBy: by, case: number },
  };
}
