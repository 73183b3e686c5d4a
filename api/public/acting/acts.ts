/** The acts of the page, what each is called, and what is said beside it (F-07, F-08, F-16, G-09). */
import type { Wording } from '../page-frame.ts';

/** The acts in the order of the page. */
export const customerActs = [
  'disown',
  'complete',
  'attach',
  'confirm',
  'rate',
  'object',
  'reopen',
  'meet-manager',
  'cancel-appointment',
  'prove-contact',
  'correct-contact',
  'withdraw',
] as const;
export type CustomerAct = (typeof customerActs)[number];

/** The command that an act is. */
export function commandOf(action: CustomerAct): string {
  if (action === 'meet-manager') return 'book-appointment';
  return action === 'prove-contact' ? 'correct-contact' : action;
}

export const titles: Record<CustomerAct, Wording> = {
  disown: { ar: 'لم أطلب ذلك', en: 'I did not ask for this' },
  complete: { ar: 'استكمال البيانات', en: 'Give what is missing' },
  attach: { ar: 'إرفاق مستند', en: 'Attach a document' },
  confirm: { ar: 'رأيكم في الرد', en: 'Say whether the answer helped' },
  rate: { ar: 'تقييم الخدمة', en: 'Rate the service' },
  object: { ar: 'الاعتراض', en: 'Object' },
  reopen: { ar: 'إعادة فتح الطلب', en: 'Reopen the request' },
  'meet-manager': { ar: 'حجز موعد مع المدير', en: 'Meet the manager' },
  'cancel-appointment': { ar: 'إلغاء موعد', en: 'Cancel an appointment' },
  'prove-contact': { ar: 'تأكيد وسيلة التواصل الجديدة', en: 'Confirm your new contact' },
  'correct-contact': { ar: 'تصحيح رقم الجوال أو البريد', en: 'Correct your mobile or e-mail' },
  withdraw: { ar: 'سحب الطلب', en: 'Withdraw the request' },
};

export const hints: Partial<Record<CustomerAct, Wording>> = {
  disown: {
    ar: 'سجّل أحد موظفينا هذا باسمكم. إن لم تطلبوه فأخبرونا هنا، ويعود طلبكم كما كان.',
    en: 'One of our staff recorded this in your name. If you did not ask for it, say so here: it is undone.',
  },
  attach: {
    ar: 'ملف واحد في كل مرة، حتى ٢٠ ميجابايت: صورة أو PDF أو مستند.',
    en: 'One file at a time, up to 20 MB: a picture, a PDF or a document.',
  },
  'correct-contact': {
    ar: 'نرسل رمزًا إلى الجديد. بعد كتابته هنا تصل رسائلنا إليه، وتبطل الروابط التي أُرسلت من قبل.',
    en: 'We send a code to the new one. Once it is entered here our messages go there, and earlier links end.',
  },
  object: { ar: 'ينظر في اعتراضكم شخص آخر.', en: 'Somebody else looks at your objection.' },
  withdraw: { ar: 'يتوقف العمل على طلبكم بعد سحبه.', en: 'Nobody works on your request after that.' },
};

/** A document is attached by a form of its own. */
export const documentFirst: Wording = {
  ar: 'أرفقوا المستند المطلوب من نموذج «إرفاق مستند» أولًا، ثم أرسلوا هذا النموذج.',
  en: 'Attach the document that we asked for by its own form first; then send this one.',
};
