import { createHash } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import type { Logger } from 'pino';
import { contactIn } from '../../application/cases/customer-contact.ts';
import { revokeLinks } from '../../db/access/customer-keys.ts';
import { placeOf } from '../../db/cases/appointment-places.ts';
import { deliveredAmong, noteDelivered, type OutboxDocument } from '../../db/cases/notices.ts';
import { readTexts, storeText } from '../../db/cases/vault.ts';
import type { Database } from '../../db/database.ts';
import { activeAmong, type StaffDocument, staffOf } from '../../db/organisation/staff.ts';
import type { ToldByNotice } from '../../domain/case/case.ts';
import { phoneNumber } from '../../packs/phone-number.ts';
import type { Pack } from '../../packs/schema.ts';
import { type RenderedNotice, renderNotice } from '../../packs/words/template.ts';
import type { LocalNotice, NoticeBatch, NoticeOutcome } from '../../workflows/messages/notices.ts';
import type { Identity } from './identity.ts';
import {
  customerLink,
  disowningLink,
  type KnownOfCase,
  type LinkSettings,
  parametersOf,
  programmeNames,
  representativeLink,
} from './letter-parameters.ts';
import {
  countedLetter,
  formerContact,
  isToOutside,
  type Letter,
  lettersOf,
  otherChannels,
  type PrintedLetter,
} from './letters.ts';
import { type MessagePorts, Undeliverable } from './message.ts';

export interface Delivery {
  database: Database;
  ports: MessagePorts;
  /** The pack version that the case is pinned to, with its templates. */
  packOf(organisation: string, version: number): Promise<Pack>;
  links: LinkSettings;
  /** Who sends what a projection has put into the outbox. Left out: any sender that looks through it. */
  sender?: { hand(rows: readonly OutboxDocument[]): void };
  /** Where what must not be is named. Left out: nowhere. */
  logger?: Pick<Logger, 'error'>;
  /** As whom each organisation writes. Left out: all as the server does. */
  identityOf?(organisation: string): Promise<Identity>;
}

/**
 * Delivers a batch at least once, each letter under a key of its own. What has been delivered is not sent again. If a
 * letter fails the activity fails and is tried again. Once a failure is final, or on the last attempt, it is reported as an
 * outcome, and the addressee's other channels are tried instead. A customer whom a notice reaches by none of them gets it as a
 * letter to print, if there is an address for that. An addressee without any channel is reported at once.
 */
export async function deliverNotices(
  delivery: Delivery,
  batch: NoticeBatch,
  isLastAttempt: boolean,
): Promise<NoticeOutcome[]> {
  const { database } = delivery;
  const pack = await delivery.packOf(batch.organisation, batch.policyVersion);
  const directory = await directoryFor(database, batch);
  const former = batch.notices.find((notice) => notice.former)?.former;
  const texts = await readTexts(
    database,
    [batch.customerWords, former, ...batch.notices.map(({ representative }) => representative?.words)].flatMap(
      (id) => id ?? [],
    ),
  );
  const [words, formerWords] = [batch.customerWords, former].map((id) => texts.find(({ _id }) => _id === id));
  // Before any link is made: those that went to the former contact are dead, also if the API was lost right after the correction.
  if (batch.customerWords && formerWords && formerContact(batch, formerWords, words).length > 0) {
    await revokeLinks(database, batch, batch.customerWords);
  }
  const { letters, toPrint, ifNoneArrives, unreachable } = lettersOf(batch, texts, directory, pack);
  // Before the first letter, and outside of what a letter may fail with: without the question its link would be dead.
  const { publicUrl = delivery.links.publicUrl } = await ownIdentity(delivery, batch);
  const link = await customerLink(database, { ...delivery.links, publicUrl }, batch);
  const known: KnownOfCase = { words, directory, link, ...(await programmeNames(database, batch, words)) };
  const delivered = await deliveredAmong(
    database,
    [...letters.flatMap((letter) => [letter, ...otherChannels(letter)]), ...toPrint, ...ifNoneArrives].map(
      ({ id }) => id,
    ),
  );
  const sendOnce = async (letter: Letter) =>
    delivered.has(letter.id) ? sent(letter) : send(delivery, pack, batch, letter, known);
  const came: CameOf[] = [];
  const attempt = async (letter: Letter) => {
    const outcome = await sendOnce(letter);
    came.push({ letter, outcome });
    return outcome.sent || (outcome.retry === true && !isLastAttempt);
  };
  for (const letter of letters) {
    if (await attempt(letter)) continue;
    for (const other of otherChannels(letter)) await attempt(other);
  }
  const outcomes = [...unreachable.map(notAddressed), ...came.map(({ outcome }) => outcome)];
  for (const letter of [...toPrint, ...ifNoneArrives.filter((one) => hasFailed(one, came, isLastAttempt))]) {
    if (!delivered.has(letter.id)) outcomes.push(...(await putToPrint(delivery, pack, batch, letter, known)));
  }
  const toRetry = outcomes.filter((outcome) => outcome.retry);
  if (toRetry.length > 0 && !isLastAttempt) {
    throw ApplicationFailure.retryable(`${toRetry.length} notices were not delivered: ${toRetry[0]?.detail}`);
  }
  return outcomes.map(({ retry, ...outcome }) => outcome);
}

/** What came of sending one letter. */
interface CameOf {
  letter: Letter;
  outcome: NoticeOutcome;
}

/** True if the customer was sent this notice, has it by no channel, and nothing of it is tried again. */
function hasFailed({ notice }: PrintedLetter, came: readonly CameOf[], isLastAttempt: boolean): boolean {
  const own = came.filter(({ letter }) => letter.notice === notice && letter.addressee.id === 'customer');
  return own.length > 0 && own.every(({ outcome: { sent: went, retry } }) => !went && (isLastAttempt || !retry));
}

function notAddressed({ notice, to, detail }: { notice: LocalNotice; to: string; detail: string }): NoticeOutcome {
  return { to, channel: notice.channels.join('+'), sent: false, detail, escalation: notice.escalation };
}

/** Who may be written to or named: of the staff all, unless only the customer is written to and the letter says who writes. */
function directoryFor(database: Database, { organisation, notices, owner }: NoticeBatch): Promise<StaffDocument[]> {
  const isToStaff = notices.some((notice) => !isToOutside(notice));
  if (isToStaff) return staffOf(database, organisation);
  const named = [owner, ...notices.map(({ tells }) => tells?.codes?.person)].flatMap((id) => id ?? []);
  return activeAmong(database, organisation, named);
}

function sent({ addressee, channel, notice }: Letter): NoticeOutcome {
  return { to: addressee.id, channel, sent: true, detail: '', escalation: notice.escalation };
}

function failed({ addressee, notice }: PrintedLetter, channel: string, error: unknown): NoticeOutcome {
  const detail = error instanceof Error ? error.message : String(error);
  const retry = !(error instanceof Undeliverable);
  return { to: addressee.id, channel, sent: false, detail, escalation: notice.escalation, retry };
}

async function send(
  delivery: Delivery,
  pack: Pack,
  batch: NoticeBatch,
  letter: Letter,
  known: KnownOfCase,
): Promise<NoticeOutcome> {
  const { addressee, channel, notice, id } = letter;
  const written = addressee.addresses[channel] ?? '';
  let takeBack = () => Promise.resolve();
  try {
    const to = channel === 'sms' ? dialable(written, pack) : written;
    takeBack = await countedLetter(delivery, pack, batch, letter, { words: known.words, to });
    const {
      mailFrom: from,
      smsSender: sender,
      publicUrl = delivery.links.publicUrl,
    } = await ownIdentity(delivery, batch);
    const link = ownLink({ ...delivery.links, publicUrl }, batch, notice) ?? known.link;
    const { subject, text } = await worded(delivery, pack, batch, letter, { ...known, link });
    const message = { key: id, text, language: addressee.language };
    if (channel === 'email') await delivery.ports.email({ ...message, from, to, subject: subject ?? batch.number });
    else await delivery.ports.sms({ ...message, sender, to });
  } catch (error) {
    await takeBack();
    return failed(letter, channel, error);
  }
  await noteDelivered(delivery.database, {
    _id: id,
    organisation: batch.organisation,
    number: batch.number,
    template: notice.template,
    to: addressee.id,
    channel,
    sentAt: new Date().toISOString(),
    told: toldBy(batch, notice),
  });
  return sent(letter);
}

/** What a letter says, with the place of the appointment that it is about. */
async function worded(
  { database }: Delivery,
  pack: Pack,
  batch: NoticeBatch,
  letter: Letter,
  known: KnownOfCase,
): Promise<RenderedNotice> {
  const { notice, addressee, channel } = letter;
  const told = toldBy(batch, notice);
  const { appointment, where } = told.tells?.codes ?? {};
  const place = appointment ? await placeOf(database, pack, { kind: appointment, where }) : null;
  const params = parametersOf(batch, letter, told, { ...known, place });
  return renderNotice(pack, notice.template, addressee.language, channel, params);
}

/**
 * Keeps what a letter says until staff print it. That is no outcome yet: the case hears once somebody has delivered it. If it
 * cannot be kept, that is one.
 */
async function putToPrint(
  delivery: Delivery,
  pack: Pack,
  batch: NoticeBatch,
  letter: PrintedLetter,
  known: KnownOfCase,
): Promise<NoticeOutcome[]> {
  const { database } = delivery;
  const { id, notice, addressee } = letter;
  const { organisation, number } = batch;
  const words = `${number}/letter/${createHash('sha256').update(id).digest('hex').slice(0, 24)}`;
  try {
    const channel = pack.templates[notice.template]?.[addressee.language]?.email ? 'email' : 'sms';
    const onPaper = { ...known, link: null };
    const { subject = null, text } = await worded(delivery, pack, batch, { ...letter, channel }, onPaper);
    const { name = null, address = null } = contactIn(known.words);
    const content = { letter: { language: addressee.language, subject, text, to: { name, address } } };
    const sentAt = new Date().toISOString();
    const entry = { _id: words, organisation, number, personId: null, content, tokens: [], createdAt: sentAt };
    await storeText(database, entry);
    const place = { _id: id, organisation, number, template: notice.template, to: 'customer', channel: 'letter' };
    await noteDelivered(database, { ...place, sentAt, told: toldBy(batch, notice), words });
    return [];
  } catch (error) {
    return [failed(letter, 'letter', error)];
  }
}

/** Of what staff recorded in the customer's name: the link by which the customer says that it is not so. A representative has their own. */
function ownLink(links: LinkSettings, batch: NoticeBatch, { spoken, representative }: LocalNotice): string | null {
  if (representative) return representativeLink(links, batch, representative.id);
  return spoken ? disowningLink(links, batch, spoken.id) : null;
}

/** What a letter of this notice tells besides its number: its own instant, else when the answer is due. */
function toldBy(batch: NoticeBatch, notice: LocalNotice): ToldByNotice {
  const { instant, tells, localInstants, spoken, answer } = notice;
  const dueLocal = notice.escalation ? notice.escalation.dueLocal : (notice.dueLocal ?? batch.dueLocal);
  const amount = notice.amount ?? batch.amount;
  return {
    ...(instant ? { instant } : {}),
    ...(dueLocal ? { dueLocal } : {}),
    ...(amount ? { amount } : {}),
    ...(tells ? { tells } : {}),
    ...(localInstants ? { localInstants } : {}),
    ...(spoken ? { spoken } : {}),
    ...(answer ? { answer } : {}),
  };
}

/** As whom the organisation writes, as far as it is not as the server does. */
export async function ownIdentity(
  { identityOf }: Pick<Delivery, 'identityOf'>,
  { organisation }: { organisation: string },
): Promise<Identity> {
  return (await identityOf?.(organisation)) ?? {};
}

/** The number as gateways take it; people write theirs in many ways, mostly without the country. */
export function dialable(written: string, { country }: Pick<Pack, 'country'>): string {
  const number = phoneNumber(written, country);
  if (number === null) throw new Undeliverable('the telephone number cannot be one');
  return number;
}
