import { icuMessage } from './message-parameters.ts';
import type { Pack, Wording } from './schema.ts';
import { optionalParameters, type TemplateParameter } from './vocabulary.ts';

export type Language = 'ar' | 'en';

/** Codes and instants, as the case knows them; a message shows their titles. What is absent is `none` in the message. */
export type NoticeParameters = Partial<Record<TemplateParameter, string>> & {
  number: string;
  category: string;
  /** Which kind of case it is about; left out: a complaint. */
  kind?: string;
};

export interface RenderedNotice {
  subject?: string;
  text: string;
}

/** The words of one notice, by the templates of one version of a pack. */
export function renderNotice(
  pack: Pack,
  templateId: string,
  language: Language,
  channel: 'sms' | 'email',
  params: NoticeParameters,
): RenderedNotice {
  const texts = pack.templates[templateId]?.[language];
  // An SMS that takes the place of an e-mail, because that failed, says what its subject says.
  const text = texts?.[channel] ?? (channel === 'sms' ? texts?.subject : undefined);
  if (text === undefined) {
    throw new Error(`Pack ${pack.id} version ${pack.version} has no ${channel} text of ${templateId} in ${language}.`);
  }
  const shown = shownParameters(pack, language, params);
  const render = (message: string) => String(icuMessage(message, language).format(shown)).trim();
  return channel === 'email' && texts?.subject
    ? { subject: render(texts.subject), text: render(text) }
    : { text: render(text) };
}

function shownParameters(pack: Pack, language: Language, params: NoticeParameters): Record<string, string> {
  const { kind, ...given } = params;
  const { complaint } = pack.kinds;
  const category = titledCategory(pack, kind, params.category);
  const clock = params.clock === undefined ? undefined : titledClock(pack, kind, params.category, params.clock);
  const reason = params.reasonCode === undefined ? undefined : complaint.declineReasons[params.reasonCode];
  const titled = (part: { title: Wording } | undefined, code: string | undefined) => part?.title[language] ?? code;
  const shown = {
    ...given,
    organisation: params.organisation ?? pack.name[language],
    status: params.status ?? '',
    category: titled(category, params.category),
    clock: titled(clock, params.clock),
    reasonCode: titled(reason, params.reasonCode),
    dueLocal: params.dueLocal === undefined ? undefined : readableInstant(params.dueLocal, language),
  };
  const absent = Object.fromEntries(optionalParameters.map((name) => [name, 'none']));
  const present = Object.entries(shown).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { ...absent, ...Object.fromEntries(present) };
}

type Title = { title: Wording } | undefined;

/** A record change has what its form asks for in the place of a category, a survey cycle what it is called, a lead its programme’s code. */
function titledCategory({ kinds }: Pack, kind: string | undefined, category: string): Title {
  if (kind === 'surveyCycle') return kinds.surveyCycle;
  if (kind === 'followedItem') return kinds.followedItem;
  const actions: Record<string, Title> = kinds.recordChange.actions;
  if (kind === 'lead') return undefined;
  return kind === 'recordChange' ? actions[category] : kinds.complaint.categories[category];
}

function titledClock({ kinds }: Pack, kind: string | undefined, category: string, clock: string): Title {
  if (kind === 'recordChange') return kinds.recordChange.clocks[clock];
  if (kind === 'surveyCycle') return kinds.surveyCycle?.clocks[clock];
  if (kind === 'followedItem') return kinds.followedItem?.[clock === 'judging' ? 'judging' : 'action'];
  if (kind === 'lead') return kinds.lead?.clocks[clock];
  if (kind === 'departmentTicket') return kinds.departmentTicket.clocks[clock];
  return kinds.complaint.clocks[clock] ?? kinds.complaint.categories[category]?.clocks[clock];
}

/**
 * `2026-03-30T16:00:00+03:00[Asia/Riyadh]` as a person reads it. The wall-clock part is formatted as if it were UTC,
 * so that neither this machine's zone nor its locale can move it.
 */
export function readableInstant(dueLocal: string, language: Language): string {
  const wallClock = new Date(`${dueLocal.slice(0, 19)}Z`);
  const locale = language === 'ar' ? 'ar-u-ca-gregory-nu-latn' : 'en-GB-u-ca-gregory-nu-latn';
  return new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(wallClock);
}
