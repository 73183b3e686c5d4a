import type { Title } from '../kinds/kind-of-policy.ts';
import { kindNamed } from '../kinds.ts';
import { missingTitle } from '../load/missing-title.ts';
import type { Pack } from '../schema.ts';
import { optionalParameters, optionalSignatureParameters, type TemplateParameter } from '../vocabulary/messages.ts';
import { icuMessage } from './message-parameters.ts';
import { isolated, type Language, readableAmount, readableInstant, readableList } from './readable.ts';

/** Codes and instants, as the case knows them; a message shows their titles. What is absent is `none` in the message. */
export type NoticeParameters = Partial<Record<Exclude<TemplateParameter, 'signature'>, string>> & {
  number: string;
  category: string;
  /** Which kind of case it is about; left out: a complaint. */
  kind?: string;
  /** Title of the category; of the lead's programme if the pack has no title for it. */
  categoryTitle?: string;
  /** Staff id of the person who writes, by name and title (G-06); absent if no particular person does. */
  writer?: { name: string; role: string; department: string } | undefined;
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

const instants = ['dueLocal', 'completeUntil', 'reopenUntil', 'followUpUntil'] as const;
const numbers = ['number', 'mergedInto', 'related', 'donor'] as const;

function shownParameters(pack: Pack, language: Language, params: NoticeParameters): Record<string, string> {
  const { categoryTitle, writer, ...given } = params;
  const { complaint } = pack.kinds;
  const ofKind = kindNamed(given.kind ?? 'complaint');
  const titled = (part: Title, code: string | undefined) => part?.title[language] ?? code;
  const each = <Name extends TemplateParameter>(names: readonly Name[], show: (text: string) => string) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const text = (given as Partial<Record<Name, string>>)[name];
        return text === undefined ? [] : [[name, show(text)]];
      }),
    );
  const { amount, missing, clock, reasonCode, benefit } = given;
  const shown = {
    ...given,
    ...each(instants, (instant) => readableInstant(instant, language, pack.country)),
    ...each(numbers, (number) => isolated(number, language)),
    kind: given.kind ?? 'complaint',
    organisation: params.organisation ?? pack.name[language],
    status: params.status ?? '',
    category: categoryTitle ?? titled(ofKind?.titleOfCategory(pack.kinds, given.category), given.category),
    clock: clock === undefined ? undefined : titled(ofKind?.titleOfClock(pack.kinds, clock, given.category), clock),
    reasonCode: titled(reasonCode === undefined ? undefined : complaint.declineReasons[reasonCode], reasonCode),
    benefit: titled(benefit === undefined ? undefined : complaint.claims.goodwill.benefits[benefit], benefit),
    amount: amount === undefined ? undefined : readableAmount(amount, language),
    missing: missing === undefined ? undefined : titledFields(pack, given.category, missing, language),
    ...(given.appointment ? { appointment: selectable(given.appointment) } : {}),
    signature: signatureOf(pack, language, writer),
  };
  const absent = Object.fromEntries(optionalParameters.map((name) => [name, 'none']));
  const present = Object.entries(shown).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { ...absent, ...Object.fromEntries(present) };
}

/** The organisation's name, or what the pack puts under its letters: who writes, in which department, where to reach it. */
function signatureOf(pack: Pack, language: Language, writer: NoticeParameters['writer']): string {
  const text = pack.signature?.[language];
  if (text === undefined) return pack.name[language];
  const shown = {
    ...Object.fromEntries(optionalSignatureParameters.map((name) => [name, 'none'])),
    organisation: pack.name[language],
    ...(writer
      ? {
          staffName: writer.name,
          staffTitle: pack.roles[writer.role]?.title[language] ?? writer.role,
          department: pack.departments[writer.department]?.title[language] ?? writer.department,
        }
      : {}),
  };
  return String(icuMessage(text, language).format(shown)).trim();
}

/** A code as a `select` of a message can name it: `meet-manager` is `meetManager` there. */
function selectable(code: string): string {
  return code.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The titles of a category's fields, by their comma-separated names. */
function titledFields({ kinds }: Pack, category: string, names: string, language: Language): string {
  const fields = kinds.complaint.categories[category]?.fields ?? {};
  return readableList(
    names.split(',').map((name) => missingTitle(fields, name)[language]),
    language,
  );
}
