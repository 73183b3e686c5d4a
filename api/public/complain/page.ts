/** The page to complain on: how and where, the form of a category, and the copy to keep (F-07, F-08). */
import type { Pack } from '../../../packs/schema.ts';
import { type FormField, intakeField } from '../acting/forms.ts';
import { type Page, type PageLanguage, renderedPage } from '../page-frame.ts';
import { choiceTemplate, formTemplate, keptTemplate, words } from './page-text.ts';

/** What there is to choose, and every other way to complain, with its address. */
export function choicePage(language: PageLanguage, pack: Pack): Page {
  const categories = Object.entries(pack.kinds.complaint.categories).filter(
    ([, { openedBy }]) => openedBy === 'anyone',
  );
  const channels = Object.values(pack.channels);
  return renderedPage(
    { language, title: words.title[language], template: choiceTemplate, pack },
    { words, categories, channels },
  );
}

/** What was sent, to be shown again with what is wrong in it. */
export interface Sent {
  given: Record<string, string>;
  /** Paths of the body in which something is wrong. */
  paths: string[];
}

/** The form of a category. */
export function complaintForm(
  language: PageLanguage,
  { pack, code, key }: { pack: Pack; code: string; key: string },
  sent?: Sent,
): Page {
  const category = pack.kinds.complaint.categories[code];
  const mayBeAnonymous = pack.kinds.complaint.anonymous?.categories.includes(code) ?? false;
  const fields = fieldsOf(pack, code, !mayBeAnonymous);
  const faulty = fields.filter(({ name }) => sent?.paths.some((path) => isAbout(path, name))).map(({ title }) => title);
  if (sent?.paths.includes('customer')) faulty.push(words.reach);
  if (sent?.paths.includes('consent')) faulty.push(words.consent);
  return renderedPage(
    { language, title: category?.title[language] ?? '', template: formTemplate, pack },
    {
      words,
      category,
      code,
      key,
      fields,
      mayBeAnonymous,
      faulty,
      isWrong: sent !== undefined,
      given: sent?.given ?? {},
    },
  );
}

function isAbout(path: string, name: string): boolean {
  return path === name || path === `customer.${name}` || path === name.replace(/^field\./, 'fields.');
}

function fieldsOf({ kinds, customerClasses }: Pack, code: string, needsName: boolean): FormField[] {
  const own = Object.entries(kinds.complaint.categories[code]?.fields ?? {});
  const classes = Object.entries(customerClasses).map(([value, { title }]) => ({ value, title }));
  return [
    { name: 'name', title: words.name, type: 'text', required: needsName, maxLength: 200 },
    { name: 'phone', title: words.phone, type: 'text', required: false, maxLength: 30 },
    { name: 'email', title: words.email, type: 'text', required: false, maxLength: 200 },
    ...(classes.length > 1
      ? [{ name: 'class', title: words.class, type: 'select' as const, required: false, choices: classes }]
      : []),
    ...own.map(([name, field]) => intakeField(name, field)),
  ];
}

/** The copy to keep. */
export function keptPage(
  language: PageLanguage,
  pack: Pack,
  kept: { number: string; secret: string; link: string },
): Page {
  return renderedPage({ language, title: words.title[language], template: keptTemplate, pack }, { words, ...kept });
}
