/** What a customer reads if something could not be done, in their language. */
import type { RefusedName } from '../../../application/refused.ts';
import type { Wording } from '../page-frame.ts';

const later: Wording = {
  ar: 'تعذّر ذلك الآن. نأمل المحاولة بعد قليل.',
  en: 'This is not possible just now. Please try again in a moment.',
};

const refusals: Partial<Record<RefusedName, Wording>> = {
  Invalid: {
    ar: 'لم يُرسل بعد. نأمل إكمال ما يلي أو تصحيحه:',
    en: 'It has not been sent yet. Please complete or correct:',
  },
  NotAllowedNow: {
    ar: 'لم يعد هذا ممكنًا، فقد تغيّرت حالة طلبكم. ما يمكن الآن مبيّن أدناه.',
    en: 'This is not possible any more: your request has moved on. What is possible now stands below.',
  },
  AlreadyAnswered: { ar: 'سبق أن وصلنا ردكم.', en: 'We have received your reply before.' },
  KeyReused: { ar: 'سبق إرسال هذا النموذج.', en: 'This form has been sent already.' },
  WrongCode: {
    ar: 'الرمز غير صحيح. نأمل كتابته كما وصلكم.',
    en: 'This is not the code that was sent. Please enter it as you got it.',
  },
  CodeExpired: {
    ar: 'انتهت صلاحية الرمز. نأمل طلب رمز آخر.',
    en: 'The code is not good any more. Please ask for another.',
  },
  CodeNeeded: {
    ar: 'انتهت نصف الساعة. نأمل طلب رمز آخر ثم إعادة الإرسال.',
    en: 'The half-hour is over. Please ask for another code, then send it again.',
  },
  TooManyRequests: {
    ar: 'أُرسل اليوم أكثر ما يمكن من الرموز. نأمل المحاولة غدًا أو الاتصال بنا.',
    en: 'As many codes as possible have been sent today. Please try again tomorrow, or call us.',
  },
  TooLarge: { ar: 'الملف أكبر من ٢٠ ميجابايت.', en: 'The file is larger than 20 MB.' },
  MalwareFound: {
    ar: 'وُجد في الملف ما قد يضر، فلم نحتفظ به.',
    en: 'Something harmful was found in the file: we have not kept it.',
  },
  Incomplete: { ar: 'تعذّر ذلك. نأمل الاتصال بنا.', en: 'This is not possible. Please call us.' },
  ReturnsExhausted: { ar: 'تعذّر ذلك. نأمل الاتصال بنا.', en: 'This is not possible. Please call us.' },
};

/** What is said of a refusal. */
export function refusalText(problem: RefusedName): Wording {
  return refusals[problem] ?? later;
}
