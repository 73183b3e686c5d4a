/** What people are told of how an account is got into: its sessions, its second factor, and accounts of other systems. */

type Language = 'ar' | 'en';

interface Shown {
  person: string;
  roles: string;
  by: string;
}

export const accountWordings: Record<string, Record<Language, { subject: string; text: (shown: Shown) => string }>> = {
  serviceProposed: {
    ar: {
      subject: 'حساب نظام آخر بانتظار التأكيد',
      text: ({ person, roles, by }) =>
        `اقتُرح منح ${person} صلاحيات: ${roles}. لا يسري شيء منها قبل أن يؤكّدها شخص ثانٍ. قام بالإجراء: ${by}.`,
    },
    en: {
      subject: 'An account of another system waits to be confirmed',
      text: ({ person, roles, by }) =>
        `It was proposed that ${person} has these rights: ${roles}. None of them holds before a second person confirms it. Done by ${by}.`,
    },
  },
  serviceConfirmed: {
    ar: {
      subject: 'حساب نظام آخر',
      text: ({ person, roles, by }) => `مُنح ${person} صلاحيات: ${roles}. قام بالإجراء: ${by}.`,
    },
    en: {
      subject: 'Another system has an account',
      text: ({ person, roles, by }) => `${person} has these rights now: ${roles}. Done by ${by}.`,
    },
  },
  serviceKeyMade: {
    ar: { subject: 'مفتاح لنظام آخر', text: ({ person, by }) => `أُنشئ مفتاح جديد لـ ${person}. قام بالإجراء: ${by}.` },
    en: {
      subject: 'A key for another system',
      text: ({ person, by }) => `A new key was made for ${person}. Done by ${by}.`,
    },
  },
  secondFactorEnrolled: {
    ar: { subject: 'تفعيل وسيلة تحقق ثانية', text: ({ person }) => `فعّل ${person} وسيلة تحقق ثانية لتسجيل الدخول.` },
    en: {
      subject: 'A second factor was enrolled',
      text: ({ person }) => `${person} signs in with a second factor from now on.`,
    },
  },
  recoveryCodeUsed: {
    ar: { subject: 'استعمال رمز ورقي', text: ({ person }) => `سُجّل الدخول إلى حساب ${person} بأحد رموزه الورقية.` },
    en: {
      subject: 'A code on paper was used',
      text: ({ person }) => `Somebody signed in to the account of ${person} with one of its codes on paper.`,
    },
  },
  secondFactorResetProposed: {
    ar: {
      subject: 'إلغاء وسيلة تحقق ثانية بانتظار التأكيد',
      text: ({ person, by }) =>
        `اقتُرح إلغاء وسيلة التحقق الثانية لدى ${person}. لا يتغير شيء قبل أن يؤكّده شخص ثانٍ. قام بالإجراء: ${by}.`,
    },
    en: {
      subject: 'The end of a second factor waits to be confirmed',
      text: ({ person, by }) =>
        `It was proposed to take the second factor of ${person} away. Nothing changes before a second person confirms it. Done by ${by}.`,
    },
  },
  secondFactorReset: {
    ar: {
      subject: 'إلغاء وسيلة تحقق ثانية',
      text: ({ person, by }) => `أُلغيت وسيلة التحقق الثانية لدى ${person}. قام بالإجراء: ${by}.`,
    },
    en: {
      subject: 'A second factor was taken away',
      text: ({ person, by }) => `The second factor of ${person} was taken away. Done by ${by}.`,
    },
  },
  sessionsEnded: {
    ar: {
      subject: 'إنهاء جلسات',
      text: ({ person, by }) => `أُنهيت جميع جلسات ${person}، ويسجّل الدخول من جديد. قام بالإجراء: ${by}.`,
    },
    en: {
      subject: 'Sessions were ended',
      text: ({ person, by }) => `Every session of ${person} was ended: sign in again. Done by ${by}.`,
    },
  },
};
