/**
 * The form as it goes into the archive (N-20). It says who did what and when, and what the records were and became. It also
 * says everything that its digests cover. So a holder of the paper's JSON can prove it without this product.
 */

import { readTexts } from '../../db/cases/vault.ts';
import type { Database } from '../../db/database.ts';
import { findCalendar } from '../../db/organisation/calendars.ts';
import { staffOf } from '../../db/organisation/staff.ts';
import type { Actor } from '../../domain/case/command.ts';
import type { CustomerRecord, RegistryForm } from '../../domain/customer/record.ts';
import { openCalendar, type WorkingCalendar } from '../../domain/deadline/calendar.ts';
import { type Details, detailOf } from '../../domain/details.ts';
import { formDigest } from '../../domain/record-change/form.ts';
import type { Pack } from '../../packs/schema.ts';
import type { Call, FoundCase } from '../call.ts';
import { pinnedPack } from '../cases/reading/find-case.ts';
import { grantTextAccess } from '../cases/reading/grant-text-access.ts';
import type { Dependencies } from '../dependencies.ts';
import { differencesFor, mayReadInterests } from './readers.ts';
import { type ShownEntry, shownEntries } from './shown-entries.ts';

interface Name {
  ar: string;
  en: string;
}

/** Somebody's hand in it. */
export interface Signature {
  step: 'prepared' | 'reviewed' | 'approved' | 'entered' | 'archived';
  by: string;
  name: Name | null;
  standingInFor: string | null;
  at: string;
}

type Hand = Pick<Signature, 'by' | 'standingInFor' | 'at'>;

/** A vault entry with what its digest is made from: SHA-256 of the nonce, a line feed and the content as canonical JSON. */
interface Proof {
  id: string;
  nonce: string;
  digest: string;
  content: unknown;
}

export interface ArchivedForm {
  organisation: string;
  organisationName: Name;
  number: string;
  title: Name;
  version: number;
  status: string;
  policyVersion: number;
  /** SHA-256 of organisation, number, version and the form's digest as canonical JSON: what was approved. */
  digest: string;
  note: string | null;
  signatures: Signature[];
  entries: ShownEntry[];
  fields: RegistryForm['fields'];
  alike: RegistryForm['alike'];
  proofs: { form: Proof; records: Proof[] };
}

/** The form of the case, with the pack and the calendar that its page is written by. The look is recorded. */
export async function readArchivedForm(call: Call<{ reason?: string | undefined }>) {
  const { dependencies, principal, found } = call;
  await grantTextAccess(call, 'form');
  const pack = pinnedPack(call);
  const form = await archivedForm(dependencies, pack, principal.actor, found);
  return { form, pack, calendar: await calendarOfCase(dependencies.database, pack.id, found.view.calendar) };
}

/**
 * The form with all of its signatures, and their proofs. A proof covers a record as a whole. So readers who may not read
 * donors' interests have none of a record with interests (N-24). @throws Error if the vault has lost a part of it
 */
async function archivedForm(
  { database }: Dependencies,
  pack: Pack,
  reader: Actor,
  { organisation, number, view }: FoundCase,
): Promise<ArchivedForm> {
  const change = detailOf(view, 'recordChange');
  const [kept] = await readTexts(database, [change.form.id]);
  if (!kept) throw new Error(`form ${change.form.id} is gone`);
  const form = kept.content as unknown as RegistryForm & { note: string | null; by: string };
  const references = form.writes.map(({ record }) => record.id);
  const isShown = mayReadInterests(pack, reader) ? () => true : withoutInterests;
  const records = (await readTexts(database, references)).filter(isShown).map(proofOf);
  const entries = (await shownEntries(database, organisation, form.writes)).map((entry) => ({
    ...entry,
    differences: differencesFor(pack, reader, entry.differences),
  }));
  const names = new Map((await staffOf(database, organisation)).map(({ _id, name }) => [_id, name]));
  return {
    organisation,
    organisationName: pack.name,
    number,
    title: pack.kinds.recordChange.actions[change.action]?.title ?? { ar: change.action, en: change.action },
    version: change.version,
    status: view.status,
    policyVersion: view.policyVersion,
    digest: formDigest({ organisation, number, version: change.version, form: change.form }),
    note: form.note,
    signatures: signaturesOf(change, preparerOf(form, view.owner, kept.createdAt)).map((one) => ({
      ...one,
      name: names.get(one.by) ?? null,
    })),
    entries,
    fields: form.fields,
    alike: form.alike,
    proofs: { form: proofOf(kept), records },
  };
}

const withoutInterests = ({ content }: { content: unknown }): boolean =>
  (content as Partial<CustomerRecord>).interests?.length === 0;

/** Whose hand the form as it stands is, and in whose place: the owner's, unless a customer prepared it. */
function preparerOf({ by }: { by: string }, owner: string | null, at: string): Hand {
  return { by, standingInFor: owner === by ? null : owner, at };
}

function proofOf({
  _id: id,
  nonce,
  digest,
  content,
}: {
  _id: string;
  nonce: string;
  digest: string;
  content: unknown;
}) {
  return { id, nonce, digest, content };
}

/** Everybody's part, in the order of the steps. */
function signaturesOf(change: Details['recordChange'], preparer: Hand): Omit<Signature, 'name'>[] {
  const approvals = change.approval.decisions
    .filter(({ verdict }) => verdict === 'approved')
    .map(({ by, standingInFor, at }) => ({ step: 'approved' as const, by, standingInFor, at }));
  const part = (step: Signature['step'], taken: Hand) => ({
    step,
    by: taken.by,
    standingInFor: taken.standingInFor,
    at: taken.at,
  });
  return [
    part('prepared', preparer),
    ...(change.review ? [part('reviewed', change.review)] : []),
    ...approvals,
    ...(change.entered && change.entry ? [part('entered', change.entry)] : []),
    ...(change.archive ? [part('archived', change.archive)] : []),
  ];
}

/** The version of a calendar that a case is counted by. */
async function calendarOfCase(
  database: Database,
  organisation: string,
  { name, version }: { name: string; version: number },
): Promise<WorkingCalendar> {
  const published = await findCalendar(database, organisation, name, version);
  if (!published) throw new Error(`calendar ${name} version ${version} of ${organisation} is gone`);
  return openCalendar(published.calendar);
}
