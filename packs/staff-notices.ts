/** What people of the staff are told about their own place and rights: the same in every organisation. */

import { readableInstant } from './readable.ts';
import type { Pack } from './schema.ts';

type Language = 'ar' | 'en';

/** The fact as a message shows it. */
export interface ToldFact {
  type: string;
  by: string;
  detail: Record<string, unknown>;
}

interface Shown {
  person: string;
  by: string;
  deputy: string;
  from: string;
  to: string;
}

const wordings: Record<string, Record<Language, { subject: string; text: (shown: Shown) => string }>> = {
  absenceEntered: {
    ar: { subject: 'تسجيل غياب ونائب', text: (shown) => `سُجّل غياب ${shown.person}، ${standing.ar(shown)}` },
    en: {
      subject: 'An absence with a deputy was entered',
      text: (shown) => `An absence of ${shown.person} was entered: ${standing.en(shown)}`,
    },
  },
  absenceProposed: {
    ar: {
      subject: 'غياب ونائب بانتظار التأكيد',
      text: (shown) =>
        `اقتُرح تسجيل غياب ${shown.person}، ${standing.ar(shown)} لا تنتقل أي صلاحية قبل أن يؤكّد ذلك صاحب الشأن أو شخص ثانٍ.`,
    },
    en: {
      subject: 'An absence with a deputy waits to be confirmed',
      text: (shown) =>
        `An absence of ${shown.person} was proposed: ${standing.en(shown)} No right passes on before the person or a second one confirms it.`,
    },
  },
  absenceConfirmed: {
    ar: { subject: 'تأكيد غياب ونائب', text: (shown) => `أُكّد غياب ${shown.person}، ${standing.ar(shown)}` },
    en: {
      subject: 'An absence with a deputy was confirmed',
      text: (shown) => `An absence of ${shown.person} was confirmed: ${standing.en(shown)}`,
    },
  },
  absenceCorrected: {
    ar: { subject: 'تصحيح غياب', text: (shown) => `صُحّح غياب ${shown.person}، ${standing.ar(shown)}` },
    en: {
      subject: 'An absence was corrected',
      text: (shown) => `An absence of ${shown.person} was corrected: ${standing.en(shown)}`,
    },
  },
  absenceEnded: {
    ar: { subject: 'إنهاء غياب', text: (shown) => `أُنهي غياب ${shown.person}، ${standing.ar(shown)}` },
    en: {
      subject: 'An absence was ended',
      text: (shown) => `An absence of ${shown.person} was ended: ${standing.en(shown)}`,
    },
  },
  absenceCancelled: {
    ar: { subject: 'إلغاء غياب', text: (shown) => `أُلغي غياب ${shown.person}، ${standing.ar(shown)}` },
    en: {
      subject: 'An absence was cancelled',
      text: (shown) => `An absence of ${shown.person} was cancelled: ${standing.en(shown)}`,
    },
  },
};

const standing: Record<Language, (shown: Shown) => string> = {
  ar: ({ deputy, from, to, by }) => `من ${from} إلى ${to}، والنائب خلاله: ${deputy}. قام بالإجراء: ${by}.`,
  en: ({ deputy, from, to, by }) => `from ${from} to ${to}, deputy: ${deputy}. Done by ${by}.`,
};

const closing: Record<Language, string> = {
  ar: 'إن لم يكن هذا صحيحًا فأبلغوا المراجع الداخلي فورًا.',
  en: 'If this is not right, tell the internal auditor at once.',
};

/** How a fact's ids and instants are shown. */
export interface ShownAs {
  name(id: string, language: Language): string;
  /** An instant as the organisation's clocks show it. */
  local(instant: string): string;
}

/** Subject and text of what somebody is told of a fact of the staff. */
export function staffNotice(
  pack: Pack,
  language: Language,
  { type, by, detail }: ToldFact,
  { name, local }: ShownAs,
): { subject: string; text: string } {
  const wording = wordings[type]?.[language];
  if (!wording) throw new Error(`There are no words for ${type}.`);
  const text = (key: string) => (typeof detail[key] === 'string' ? String(detail[key]) : '');
  const instant = (key: string) => (text(key) ? readableInstant(local(text(key)), language, pack.country) : '');
  const said = wording.text({
    person: name(text('person'), language),
    by: name(by, language),
    deputy: name(text('deputy'), language),
    from: instant('from'),
    to: instant('to'),
  });
  return { subject: `${pack.name[language]}: ${wording.subject}`, text: `${said}\n${closing[language]}` };
}
