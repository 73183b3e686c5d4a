/** What people of the staff are told about their own place and rights: the same in every organisation. */

import type { Pack } from '../schema.ts';
import { accountWordings } from './account-notices.ts';
import { readableInstant, readableList } from './readable.ts';

type Language = 'ar' | 'en';

/** The fact as a message shows it. */
export interface ToldFact {
  type: string;
  by: string;
  detail: Record<string, unknown>;
}

interface Shown {
  /** Roles as people call them. */
  roles: string;
  to: string;
  code: string;
  person: string;
  by: string;
  deputy: string;
  from: string;
  until: string;
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

/** What happens to a person's place: who, to what, and by whom. */
const placeWordings: typeof wordings = {
  placeProposed: {
    ar: {
      subject: 'صلاحيات بانتظار التأكيد',
      text: ({ person, roles, by }) =>
        `اقتُرح منح ${person} صلاحيات: ${roles}. لا يسري شيء منها قبل أن يؤكّدها شخص ثانٍ. قام بالإجراء: ${by}.`,
    },
    en: {
      subject: 'Rights wait to be confirmed',
      text: ({ person, roles, by }) =>
        `It was proposed that ${person} has these rights: ${roles}. None of them holds before a second person confirms it. Done by ${by}.`,
    },
  },
  placeConfirmed: {
    ar: {
      subject: 'منح صلاحيات',
      text: ({ person, roles, by, code }) =>
        `مُنح ${person} صلاحيات: ${roles}. قام بالإجراء: ${by}.${codeWords.ar(code)}`,
    },
    en: {
      subject: 'Rights were given',
      text: ({ person, roles, by, code }) =>
        `${person} has these rights now: ${roles}. Done by ${by}.${codeWords.en(code)}`,
    },
  },
  placeRefused: {
    ar: {
      subject: 'رفض منح صلاحيات',
      text: ({ person, by }) => `رُفض اقتراح منح ${person} صلاحيات. قام بالإجراء: ${by}.`,
    },
    en: {
      subject: 'Rights were refused',
      text: ({ person, by }) => `The rights proposed for ${person} were refused. Done by ${by}.`,
    },
  },
  placeReduced: {
    ar: {
      subject: 'تقليص صلاحيات',
      text: ({ person, roles, by }) => `قُلّصت صلاحيات ${person}، وبقي منها: ${roles}. قام بالإجراء: ${by}.`,
    },
    en: {
      subject: 'Rights were taken away',
      text: ({ person, roles, by }) => `Of the rights of ${person} these are left: ${roles}. Done by ${by}.`,
    },
  },
  switchedOff: {
    ar: { subject: 'إيقاف حساب', text: ({ person, by }) => `أُوقف حساب ${person} وجميع صلاحياته. قام بالإجراء: ${by}.` },
    en: {
      subject: 'An account was switched off',
      text: ({ person, by }) => `The account of ${person} and all its rights were switched off. Done by ${by}.`,
    },
  },
  left: {
    ar: {
      subject: 'انتهاء العمل لدينا',
      text: ({ person, by }) => `انتهى عمل ${person} لدينا، وأُلغيت جميع صلاحياته. قام بالإجراء: ${by}.`,
    },
    en: {
      subject: 'Somebody has left',
      text: ({ person, by }) => `${person} works here no more, and has no rights. Done by ${by}.`,
    },
  },
  passwordReset: {
    ar: {
      subject: 'إلغاء كلمة مرور',
      text: ({ person, by, code }) => `أُلغيت كلمة مرور ${person}. قام بالإجراء: ${by}.${codeWords.ar(code)}`,
    },
    en: {
      subject: 'A password was voided',
      text: ({ person, by, code }) => `The password of ${person} was voided. Done by ${by}.${codeWords.en(code)}`,
    },
  },
  handedOver: {
    ar: {
      subject: 'تسليم أعمال',
      text: ({ person, to, by }) => `سُلّمت الأعمال التي لدى ${person} إلى ${to}. قام بالإجراء: ${by}.`,
    },
    en: {
      subject: 'Work was handed over',
      text: ({ person, to, by }) => `What ${person} owned was handed over to ${to}. Done by ${by}.`,
    },
  },
  reviewed: {
    ar: {
      subject: 'مراجعة صلاحيات',
      text: ({ person, by }) => `رُوجع ما مُنح ${person} من صلاحيات أو سُحب منه. قام بالإجراء: ${by}.`,
    },
    en: {
      subject: 'Rights were reviewed',
      text: ({ person, by }) => `What ${person} was given or lost has been reviewed. Done by ${by}.`,
    },
  },
};

/** Only the person who is to set a password gets a code. */
const codeWords: Record<Language, (code: string) => string> = {
  ar: (code) =>
    code ? `\nلتعيين كلمة المرور استعملوا هذا الرمز مرة واحدة خلال سبعة أيام، ولا تشاركوه مع أحد: ${code}` : '',
  en: (code) =>
    code ? `\nSet a password with this code, once and within seven days, and give it to nobody: ${code}` : '',
};

const standing: Record<Language, (shown: Shown) => string> = {
  ar: ({ deputy, from, until, by }) => `من ${from} إلى ${until}، والنائب خلاله: ${deputy}. قام بالإجراء: ${by}.`,
  en: ({ deputy, from, until, by }) => `from ${from} to ${until}, deputy: ${deputy}. Done by ${by}.`,
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
  /** For the person who is to set a password, and for nobody else. */
  code?: string;
}

/** Subject and text of what somebody is told of a fact of the staff. */
export function staffNotice(
  pack: Pack,
  language: Language,
  { type, by, detail }: ToldFact,
  { name, local, code = '' }: ShownAs,
): { subject: string; text: string } {
  const wording = { ...wordings, ...placeWordings, ...accountWordings }[type]?.[language];
  if (!wording) throw new Error(`There are no words for ${type}.`);
  const text = (key: string) => (typeof detail[key] === 'string' ? String(detail[key]) : '');
  const instant = (key: string) => (text(key) ? readableInstant(local(text(key)), language, pack.country) : '');
  const said = wording.text({
    person: name(text('person'), language),
    by: name(by, language),
    deputy: name(text('deputy'), language),
    from: instant('from'),
    until: type.startsWith('absence') ? instant('to') : '',
    roles: readableList(
      rolesIn(detail).map((role) => pack.roles[role]?.title[language] ?? role),
      language,
    ),
    to: name(text('to'), language),
    code,
  });
  return { subject: `${pack.name[language]}: ${wording.subject}`, text: `${said}\n${closing[language]}` };
}

function rolesIn({ roles }: Record<string, unknown>): string[] {
  return Array.isArray(roles) ? (roles as string[]) : [];
}
