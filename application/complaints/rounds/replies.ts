/** The standard of replies (G-06): an answer as its customer will get it, and what of it must be mended before it is sent. */
import { calendarInForce } from '../../../db/organisation/calendars.ts';
import { findStaff } from '../../../db/organisation/staff.ts';
import { windowEnd } from '../../../domain/complaint/window-end.ts';
import { localText, openCalendar } from '../../../domain/deadline/deadline.ts';
import { detailOf } from '../../../domain/details.ts';
import { isInternalCategory } from '../../../packs/intake.ts';
import type { Pack } from '../../../packs/schema.ts';
import { confidentialFaults } from '../../../packs/words/confidential.ts';
import {
  missingParts,
  type NotForCustomers,
  notForCustomers,
  type ReplyPart,
  replyParts,
  type WholeReply,
} from '../../../packs/words/reply-standard.ts';
import { type NoticeParameters, type RenderedNotice, renderNotice } from '../../../packs/words/template.ts';
import type { Call } from '../../call.ts';
import { contactIn, customerEntry } from '../../cases/customer-contact.ts';
import { pinnedPack } from '../../cases/reading/find-case.ts';
import { type Fault, invalidBody } from '../../refused.ts';
import { rulesAs } from '../right-category.ts';

/** What an officer is about to send. */
export interface ReplyGiven {
  on: 'answered' | 'interimAnswered';
  /** What they wrote, by its place in the body. */
  texts: Record<string, string>;
  /** When the customer hears more, UTC; null if that is not said. */
  expectedBy?: string | null;
  /** Of an answer: whether it solves the problem. */
  solved?: boolean;
}

/** What an officer writes in an answer or an interim one, by its place in the body. */
export function textsOfReply(text: string, steps: readonly string[] = []): Record<string, string> {
  return { text, ...Object.fromEntries(steps.map((step, place) => [`steps.${place}`, step])) };
}

/** The whole of a reply, with what must be mended before it is sent. */
export interface ReplyPreview {
  subject: string;
  letter: string;
  sms: string;
  /** Where the link of the letter leads: what the officer wrote. */
  page: string[];
  parts: { part: ReplyPart; title: { ar: string; en: string }; isThere: boolean }[];
  faults: Fault[];
}

/** In place of the customer's own link, which is made when the letter is sent. */
const linkToCome = '…';

/** The customer of an internal problem is nobody, and a pack without a standard asks for nothing. */
function standardOf(pack: Pack, category: string) {
  return isInternalCategory(pack, category) ? undefined : pack.kinds.complaint.replyStandard;
}

/** @throws Refused `Invalid` with each part that is missing, and each place of what no customer reads */
export async function mustMeetStandard(call: Call, given: ReplyGiven): Promise<void> {
  const pack = pinnedPack(call);
  if (!standardOf(pack, call.found.view.category)) return;
  const reply = await wholeReply(call, pack, given);
  const faults = faultsOf(call, pack, given, reply);
  if (faults.length > 0) throw invalidBody(faults);
}

/** @throws Refused `Invalid` if what a customer reads besides an answer holds what no customer reads: a question, a decline */
export function mustBeForCustomers(call: Pick<Call, 'dependencies' | 'found' | 'pack'>, texts: Record<string, string>) {
  const faults = wordFaults(call, pinnedPack(call), texts);
  if (faults.length > 0) throw invalidBody(faults);
}

/** The reply as the customer would get it now, and how it stands to the standard. */
export async function previewReply(call: Call, given: ReplyGiven): Promise<ReplyPreview> {
  const pack = pinnedPack(call);
  const reply = await wholeReply(call, pack, given);
  const standard = standardOf(pack, call.found.view.category);
  const missing = standard ? missingParts(standard, pack, reply) : [];
  const { subject = '', text } = reply.letter;
  return {
    ...{ subject, letter: text, sms: reply.sms, page: Object.values(given.texts) },
    parts: standard
      ? (Object.keys(replyParts) as ReplyPart[]).map((part) => ({
          ...{ part, title: replyParts[part], isThere: !missing.includes(part) },
        }))
      : [],
    faults: faultsOf(call, pack, given, reply),
  };
}

async function wholeReply(
  call: Call,
  pack: Pack,
  { on, texts, expectedBy, solved = true }: ReplyGiven,
): Promise<WholeReply & { sms: string }> {
  const { dependencies, found, receivedAt: at } = call;
  const { number, category, status, owner } = found.view;
  const { language } = detailOf(found.view, 'complaint');
  const calendar = openCalendar((await calendarInForce(dependencies.database, pack)).calendar);
  const { name } = contactIn(await customerEntry(dependencies.database, found));
  const signs = owner === null ? null : await findStaff(dependencies.database, pack.id, owner);
  const writer: NoticeParameters['writer'] = signs?.active
    ? { name: signs.name[language], role: signs.roles[0] ?? '', department: found.department }
    : undefined;
  const rules = rulesAs(call, category);
  const until = windowEnd(rules.windows.followUp, { at, calendar });
  const params: NoticeParameters = {
    ...{ number, category, status, link: linkToCome, writer },
    ...(name?.trim() ? { customer: name.trim() } : {}),
    ...(on === 'answered' ? { solved: solved ? 'yes' : 'no', followUpUntil: localText(calendar, until) } : {}),
    ...(expectedBy ? { dueLocal: localText(calendar, expectedBy) } : {}),
  };
  const template = rules.notices.find((notice) => notice.on === on && notice.to === 'customer')?.template;
  const render = (channel: 'email' | 'sms'): RenderedNotice =>
    template && pack.templates[template]?.[language]?.[channel]
      ? renderNotice(pack, template, language, channel, params)
      : { text: '' };
  const answer = Object.values(texts).join('\n');
  return { language, writer, answer, letter: render('email'), sms: render('sms').text };
}

function faultsOf(call: Call, pack: Pack, { texts }: ReplyGiven, reply: WholeReply): Fault[] {
  const standard = standardOf(pack, call.found.view.category);
  if (!standard) return [];
  const missing = missingParts(standard, pack, reply).map((part) => ({
    path: part,
    message: isOfWriter(part) && !reply.writer ? 'is missing: nobody owns the complaint who could sign' : 'is missing',
  }));
  return [...wordFaults(call, pack, texts), ...missing];
}

const isOfWriter = (part: ReplyPart): boolean => ['name', 'title', 'department'].includes(part);

function wordFaults({ found }: Pick<Call, 'found'>, pack: Pack, texts: Record<string, string>): Fault[] {
  const { number, category } = found.view;
  const standard = standardOf(pack, category);
  if (!standard) return [];
  return Object.entries(texts).flatMap(([path, text]) =>
    notForCustomers(standard, pack, text, [number]).map((one) => ({ path, message: sentenceOf(one) })),
  );
}

function sentenceOf({ what, line }: NotForCustomers): string {
  const says = typeof what === 'string' ? confidentialFaults[what] : `says “${what.inner}”, which only staff say`;
  return `${says}, in line ${line}`;
}
