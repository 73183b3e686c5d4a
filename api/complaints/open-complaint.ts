import { createHmac } from 'node:crypto';
import { calendarAfter } from '../../db/calendars.ts';
import { noteFingerprint } from '../../db/fingerprints.ts';
import { findRequest, keepAnswer, noteRequest, openingId } from '../../db/requests.ts';
import { findStaff } from '../../db/staff.ts';
import { keepWords } from '../../db/vault.ts';
import type { CalendarSnapshot, OpenCase } from '../../domain/case.ts';
import { type Actor, isNo, type WordsReference } from '../../domain/command.ts';
import { complaint } from '../../domain/complaint/kind.ts';
import type { ComplaintPolicy } from '../../domain/complaint/policy.ts';
import type { ComplaintDetails } from '../../domain/complaint/state.ts';
import { openCalendar } from '../../domain/deadline/calendar.ts';
import { canonicalJson } from '../../domain/digest.ts';
import { openCase } from '../../domain/machine.ts';
import { capacities } from '../../domain/rights.ts';
import { type CaseProjection, type CaseView, projectionOf } from '../../domain/view.ts';
import { priorityOf } from '../../packs/priority.ts';
import type { Pack } from '../../packs/schema.ts';
import { sliceFor } from '../../packs/slice.ts';
import { caseNumber } from '../../temporal/case-number.ts';
import { startCase } from '../../temporal/cases.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { ApiProblem } from '../http/problem.ts';
import type { FoundCase } from '../http/route.ts';
import { personTokens } from '../person-tokens.ts';
import { searchTokens } from '../search-tokens.ts';
import { checkFollowed } from './followed.ts';
import { type Candidate, candidatesFor, comparedWords } from './likeness.ts';
import { checkOpening, type OpeningBody } from './opening-body.ts';

export interface Opening {
  pack: Pack;
  actor: Actor;
  /** Who the idempotency key belongs to: a staff id, or `public`. */
  principal: string;
  key: string;
  body: OpeningBody;
  receivedAt: string;
  /** Whether whoever opens it may know of the complaint that it follows. */
  mayFollow(earlier: FoundCase): boolean;
  /** The complaint that this one is split from: its customer is this one's. */
  splitFrom?: SplitSource;
}

/** What a complaint that is split hands on: the words that say who the customer is stay where they are. */
export interface SplitSource {
  number: string;
  customerWords: WordsReference;
}

/** The view of a new complaint, and what staff should look at before they go on. */
export interface OpenedView extends CaseView {
  warnings: ({ warning: 'possible-duplicate' } & Candidate)[];
}

/**
 * Opens a complaint: words to the vault, then the workflow, then the answer. The same key gives the same number, so a
 * repetition finds what the first attempt left, wherever it broke off, and starts nothing twice.
 */
export async function openComplaint(dependencies: ApiDependencies, opening: Opening): Promise<OpenedView> {
  const { database, secret } = dependencies;
  const { pack, actor, principal, key, body, splitFrom } = opening;
  const number = caseNumber(secret, pack.prefix, 'C', [pack.id, principal, key]);
  const bodyDigest = createHmac('sha256', secret)
    .update(canonicalJson(splitFrom ? [splitFrom.number, body] : body))
    .digest('hex');
  const id = openingId(pack.id, number);
  const earlier = await findRequest(database, id);
  if (earlier && earlier.bodyDigest !== bodyDigest) throw keyReused();
  // What was right when it was first asked is answered so, whatever policy and staff are now.
  if (earlier?.response) return earlier.response.body as OpenedView;

  checkOpening(pack, body, actor.id !== 'customer');
  await checkNamedStaff(dependencies, pack.id, body.about);
  await checkFollowed(dependencies, opening);
  const slice = sliceFor(pack, { category: body.category, channel: body.channel, customerClass: body.customer.class });
  const held = capacities(actor, 'open', { about: body.about, owner: null, policy: slice });
  if (isNo(held)) throw new ApiProblem('Forbidden', held.detail);
  const { receivedAt } = opening;
  const noted =
    earlier ??
    (await noteRequest(database, { _id: id, organisation: pack.id, number, bodyDigest, receivedAt, response: null }));
  if (noted.bodyDigest !== bodyDigest) throw keyReused();
  if (noted.response) return noted.response.body as OpenedView;

  const calendar = await calendarAfter(database, pack.id, pack.calendar, 0);
  if (!calendar) throw new Error(`calendar ${pack.calendar} of ${pack.id} has not been published`);
  const words = await keepWords(database, {
    _id: `${number}/opening`,
    organisation: pack.id,
    number,
    personId: null,
    content: { ...(splitFrom ? {} : { customer: body.customer }), fields: body.fields, by: actor.id },
    tokens: searchTokens(secret, [number, body.customer.name, ...Object.values(body.fields)]),
    createdAt: noted.receivedAt,
  });
  const fingerprint = {
    organisation: pack.id,
    number,
    category: body.category,
    persons: personTokens(secret, body.customer),
    words: comparedWords(pack, secret, body.fields),
    at: noted.receivedAt,
  };
  // A customer learns nothing of other cases, not even his own, without their secrets.
  const candidates = actor.id === 'customer' ? [] : await candidatesFor(dependencies, pack, actor, fingerprint);
  await noteFingerprint(database, fingerprint);
  const { trackingField } = pack.kinds.complaint;
  const { hash, name, version } = calendar;
  const open: OpenCase<ComplaintDetails, ComplaintPolicy> = {
    organisation: pack.id,
    number,
    commandId: id,
    at: noted.receivedAt,
    actor: held[0] ?? actor,
    policy: slice,
    calendar: { name, version, hash },
    details: {
      category: body.category,
      priority: priorityOf(pack, body.category, body.priorityGrounds),
      channel: body.channel,
      customerClass: body.customer.class ?? null,
      language: body.language,
      about: body.about,
      trackingNumber: (trackingField && body.fields[trackingField]) ?? null,
      follows: body.follows ?? null,
      words,
      ...(splitFrom ? { linkedTo: { number: splitFrom.number, relation: 'split-from' } } : {}),
      ...(splitFrom ? { customerWords: splitFrom.customerWords } : {}),
    },
  };
  const memo = { bodyDigest, at: noted.receivedAt };
  const counted = await startCase(
    dependencies.temporal,
    'complaint',
    { open, calendar, continueAfter: dependencies.continueAfter },
    memo,
  );
  if (counted.bodyDigest !== bodyDigest) throw keyReused();
  const warnings = candidates
    .filter((candidate) => candidate.number !== splitFrom?.number)
    .map((candidate) => ({ warning: 'possible-duplicate' as const, ...candidate }));
  return answerOpening(dependencies, id, openedProjection(open, calendar), warnings);
}

/** The same view as the workflow will come to, by the same pure functions. */
function openedProjection(
  open: OpenCase<ComplaintDetails, ComplaintPolicy>,
  calendar: CalendarSnapshot,
): CaseProjection {
  const { record } = openCase(complaint, open, openCalendar(calendar.calendar), open.at);
  const projection = projectionOf(complaint, record);
  return { ...projection, view: { ...projection.view, projected: false } };
}

async function answerOpening(
  dependencies: ApiDependencies,
  id: string,
  projection: CaseProjection,
  warnings: OpenedView['warnings'],
): Promise<OpenedView> {
  const body = { ...projection.view, warnings };
  await keepAnswer(dependencies.database, id, { status: 201, body }, projection).catch((error: unknown) => {
    // The case runs; only the note of this answer is missing, and a repetition works it out again.
    dependencies.logger.warn({ err: error, request: id }, 'the answer to an opening could not be kept');
  });
  return body;
}

function keyReused(): ApiProblem {
  return new ApiProblem(
    'KeyReused',
    'This Idempotency-Key was used with another body. Use a new key for a new request.',
  );
}

async function checkNamedStaff(dependencies: ApiDependencies, organisation: string, about: string[]): Promise<void> {
  for (const staffId of about) {
    if (await findStaff(dependencies.database, organisation, staffId)) continue;
    throw new ApiProblem('Invalid', 'The body is not valid.', {
      errors: [{ path: 'about', message: `${staffId} is not on the staff of this organisation` }],
    });
  }
}
