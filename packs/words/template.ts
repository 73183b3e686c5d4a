/** The words of a message: its ICU text filled in with what the case knows, and what may be wrong with such a text. */
import IntlMessageFormat from 'intl-messageformat';
import { LRUCache } from 'lru-cache';
import type { Title } from '../kinds/kind-of-policy.ts';
import { kindNamed } from '../kinds.ts';
import { missingTitle } from '../load/missing-title.ts';
import type { Pack } from '../schema.ts';
import {
  optionalParameters,
  optionalSignatureParameters,
  type TemplateParameter,
  templateParameters,
} from '../vocabulary/messages.ts';
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
  const { amount, missing, clock, reasonCode, benefit, customer } = given;
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
    customer: customer === undefined ? undefined : addressed(pack, language, customer),
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
    ...(pack.contact ? { phone: isolated(pack.contact.phone, language), email: pack.contact.email } : {}),
    ...(writer ? signatory(pack, language, writer) : {}),
  };
  return String(icuMessage(text, language).format(shown)).trim();
}

/** Who signs, as the reader knows them: the name, what they are, and where they work (G-06). */
export function signatory(
  pack: Pick<Pack, 'roles' | 'departments'>,
  language: Language,
  writer: NonNullable<NoticeParameters['writer']>,
) {
  return {
    staffName: writer.name,
    staffTitle: pack.roles[writer.role]?.title[language] ?? writer.role,
    department: pack.departments[writer.department]?.title[language] ?? writer.department,
  };
}

/** A customer's name as the pack addresses people, such as with a title before it (G-06). */
function addressed({ addressing }: Pick<Pack, 'addressing'>, language: Language, customer: string): string {
  return addressing ? String(icuMessage(addressing[language], language).format({ customer })) : customer;
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

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** Reading a message takes far longer than filling it in: each text of a pack is read once while it is in use. */
const known = new LRUCache<string, IntlMessageFormat>({ max: 2000 });

/** An ICU message, tags taken as plain text. Throws if the message is malformed. */
export function icuMessage(text: string, locale: 'ar' | 'en'): IntlMessageFormat {
  const key = `${locale}:${text}`;
  const found = known.get(key) ?? new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
  known.set(key, found);
  return found;
}

/** The parameters that a message may show, and those of them that are `none` at times. */
export interface MessageParameters {
  all: readonly string[];
  optional: readonly string[];
}

const ofTemplates: MessageParameters = { all: templateParameters, optional: optionalParameters };

/** What is wrong with a message: malformed, a parameter that does not exist, or one shown where it may be absent. */
export function messageFaults(text: string, locale: 'ar' | 'en', parameters = ofTemplates): string[] {
  try {
    return elementFaults(icuMessage(text, locale).getAst(), [], parameters);
  } catch (error) {
    return [`is not a sound ICU message: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function elementFaults(
  elements: readonly Element[],
  guarded: readonly string[],
  parameters: MessageParameters,
): string[] {
  return elements.flatMap((element) => {
    if (!('value' in element) || !isArgument(element)) return [];
    const name = element.value;
    if (!parameters.all.includes(name)) return [`uses the unknown parameter {${name}}`];
    if ('options' in element) {
      // A `select` on an optional parameter must say what stands there when it is `none`.
      const handlesNone = 'none' in element.options;
      return Object.entries(element.options).flatMap(([choice, { value }]) =>
        elementFaults(value, handlesNone && choice !== 'none' ? [...guarded, name] : guarded, parameters),
      );
    }
    return parameters.optional.includes(name) && !guarded.includes(name)
      ? [`shows {${name}}, which may be absent, outside of {${name}, select, none {…} other {…}}`]
      : [];
  });
}

/** Literal text and the # of plurals carry no parameter. */
function isArgument(element: Element): element is Element & { value: string } {
  const literal = 0;
  return element.type !== literal && 'value' in element && typeof element.value === 'string';
}
