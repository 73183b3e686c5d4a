/** The page behind a tracking link: where a complaint stands, for a telephone without JavaScript. */

import type { SentCode } from '../../../application/complaints/customer/contact-code.ts';
import type { CustomerView } from '../../../application/complaints/customer/customer-view.ts';
import type { Pack } from '../../../packs/schema.ts';
import { readableInstant } from '../../../packs/words/readable.ts';
import { actingWords } from '../acting/form-template.ts';
import type { CustomerForm } from '../acting/forms.ts';
import { refusalText } from '../acting/refusals.ts';
import type { Shown } from '../acting/shown.ts';
import { type Page, type PageLanguage, renderedPage, type Wording } from '../page-frame.ts';
import { asked, statuses, template, words, written } from './tracking-page-text.ts';

/** What the page shows: the instants in the organisation's local time, and nothing at all if the link leads nowhere. */
export interface TrackingPage extends Shown {
  language: PageLanguage;
  pack: Pack;
  view: (CustomerView & Record<'expectedLocal' | 'completeLocal' | 'reopenLocal', string | null>) | null;
  /** What has been agreed with the customer. */
  appointments?: Wording[];
  /** What may be done now. */
  forms?: CustomerForm[];
  code?: SentCode | null;
  address?: string;
  /** The key of whichever form is sent next. */
  key?: string;
}

/** The page as HTML; everything that it is given is escaped. */
export function trackingPage({ language, pack, view, ...page }: TrackingPage): Page {
  const title = words.title[language];
  const frame = { language, title, template, pack };
  if (!view) return renderedPage(frame, { words, view });
  const { appointments = [], forms = [], code = null, given = {}, problem, done, grant, action, address, key } = page;
  const told = problem && refusalText(problem.reason);
  return renderedPage(frame, {
    ...shownParts(language, view, { appointments, country: pack.country }),
    ...{ view, forms, code, given, done, grant, action, address, key },
    words: { ...words, ...actingWords },
    fault: told,
    faulty: faultyFields(forms, page),
  });
}

/** The titles of the fields in which something is wrong. */
function faultyFields(forms: CustomerForm[], { action, problem }: Shown): Wording[] {
  const fields = forms.find((form) => form.action === action)?.fields ?? [];
  const paths = (problem?.extras.errors ?? []).map(({ path }) => path.replace(/^fields\./, 'field.'));
  return fields
    .filter(({ name, type }) => paths.includes(name) || (type === 'file' && paths.length > 0))
    .map(({ title }) => title);
}

type Part<Value> = [Wording, Value];

function shownParts(
  language: PageLanguage,
  view: NonNullable<TrackingPage['view']>,
  { appointments, country }: { appointments: Wording[]; country: string },
) {
  const { status, answer, mergedInto, answerBy, expectedLocal, completeLocal, reopenLocal, missing, steps } = view;
  const instant = (local: string | null) => local && readableInstant(local, language, country);
  const present = <Value>(parts: Part<Value | null>[]) =>
    parts.filter((part): part is Part<Value> => part[1] !== null && part[1] !== undefined);
  const isOpen = status === 'open';
  return {
    status: statuses[status] ?? { ar: status, en: status },
    facts: present<string>([
      [words.mergedInto, mergedInto],
      [words.expectedBy, instant(expectedLocal)],
      [words.answerBy, instant(answerBy)],
      [words.completeBy, instant(completeLocal)],
      [words.why, view.why?.[language] ?? null],
      [words.reopenUntil, instant(reopenLocal)],
    ]),
    texts: present<string>([
      [words.answer, answer],
      [asked[status] ?? written, view.asked],
    ]),
    lists: present<string[]>([
      [words.missing, missing.length > 0 ? missing.map(({ title }) => title[language]) : null],
      [words.appointments, appointments.length > 0 ? appointments.map((one) => one[language]) : null],
      [words.steps, isOpen && steps.length > 0 ? steps : null],
    ]),
  };
}
