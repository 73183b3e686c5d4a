/** What a customer may do now, and what each act asks for: the forms of the page (F-07, F-08, F-16, G-09). */

import type { CustomerView } from '../../../application/complaints/customer/customer-view.ts';
import { aDocument } from '../../../domain/complaint/aspects/completing.ts';
import type { Pack } from '../../../packs/schema.ts';
import { followUpQuestions } from '../follow-up/follow-up-questions.ts';
import type { Wording } from '../page-frame.ts';
import { type CustomerAct, commandOf, customerActs, documentFirst, hints, titles } from './acts.ts';

/** One thing to fill in. */
export interface FormField {
  name: string;
  title: Wording;
  type: 'text' | 'area' | 'choice' | 'select' | 'file';
  required: boolean;
  maxLength?: number;
  choices?: { value: string; title: Wording }[];
}

/** One act: its title is that of the form and of its button. */
export interface CustomerForm {
  action: CustomerAct;
  title: Wording;
  hint?: Wording;
  fields: FormField[];
}

/** What the page offers besides what the case itself says. */
export interface Offered {
  /** Times at which a manager can be met. */
  slots: { value: string; title: Wording }[];
  /** Appointments that can be cancelled. */
  booked: { value: string; title: Wording }[];
  /** The new contact to which a code is on its way, most of it hidden. */
  newContact?: string | null;
}

const words = (title: Wording, required: boolean): FormField => {
  return { name: 'text', title, type: 'area', required, maxLength: 10_000 };
};
const why: Wording = { ar: 'السبب', en: 'Why' };
const remark: Wording = { ar: 'إضافة (اختياري)', en: 'Anything to add (optional)' };

const verdict: FormField[] = followUpQuestions.map(({ name, required, choices, text }) => {
  const yesNo: Record<string, Wording> = { yes: { ar: 'نعم', en: 'Yes' }, no: { ar: 'لا', en: 'No' } };
  if (choices === null) return words(text, required);
  const titled = choices.map((value) => ({ value, title: yesNo[value] ?? { ar: value, en: value } }));
  return { name, title: text, type: 'choice', required, choices: titled };
});

/** The forms of what is allowed now, and of nothing else. */
export function formsOf(pack: Pack, view: CustomerView, allowed: readonly string[], offered: Offered): CustomerForm[] {
  const fields: Record<CustomerAct, FormField[] | null> = {
    disown: [words(remark, false)],
    complete: [...missingFields(pack, view), words(remark, false)],
    attach: [{ name: 'file', title: { ar: 'الملف', en: 'File' }, type: 'file', required: true }],
    confirm: verdict,
    rate: verdict,
    object: [words(why, true)],
    reopen: [words(why, true)],
    'meet-manager': chosen('at', { ar: 'الوقت', en: 'Time' }, offered.slots),
    'cancel-appointment': chosen('appointment', { ar: 'الموعد', en: 'Appointment' }, offered.booked),
    'prove-contact': offered.newContact ? [codeTo(offered.newContact)] : null,
    'correct-contact': [{ name: 'contact', title: newContact, type: 'text', required: true, maxLength: 200 }],
    withdraw: [words({ ar: 'السبب (اختياري)', en: 'Why (optional)' }, false)],
  };
  return customerActs.flatMap((action) => {
    const asked = fields[action];
    if (!asked || !allowed.includes(commandOf(action))) return [];
    const hint = action === 'complete' && asksForDocument(view) ? documentFirst : hints[action];
    return [{ action, title: titles[action], ...(hint ? { hint } : {}), fields: asked }];
  });
}

const newContact: Wording = { ar: 'رقم الجوال أو البريد الإلكتروني الجديد', en: 'The new mobile number or e-mail' };

/** Where the code went is set apart, so that its signs stand in their order within the sentence. */
function codeTo(to: string): FormField {
  const title = { ar: `الرمز الذي أرسلناه إلى \u2068${to}\u2069`, en: `The code that we sent to \u2068${to}\u2069` };
  return { name: 'code', title, type: 'text', required: true, maxLength: 50 };
}

/** No form if there is nothing to choose from. */
function chosen(name: string, title: Wording, choices: { value: string; title: Wording }[]): FormField[] | null {
  return choices.length === 0 ? null : [{ name, title, type: 'select', required: true, choices }];
}

const asksForDocument = ({ missing }: CustomerView): boolean => missing.some(({ field }) => field === aDocument);

/** What staff asked for, as the category's own form has it. */
function missingFields(pack: Pack, { category, missing }: CustomerView): FormField[] {
  const known = pack.kinds.complaint.categories[category]?.fields ?? {};
  const asked = missing.filter(({ field }) => field !== aDocument);
  return asked.map(({ field, title }) => intakeField(field, { title, ...known[field] }));
}

/** A field of an intake form, as a form of a page asks for it. */
export function intakeField(
  field: string,
  {
    title,
    maxLength = 300,
    choices,
    required = true,
  }: Partial<Pack['kinds']['complaint']['categories'][string]['fields'][string]> & { title: Wording },
): FormField {
  const common = { name: `field.${field}`, title, required };
  if (!choices) return { ...common, type: maxLength > 300 ? 'area' : 'text', maxLength };
  const titled = Object.entries(choices).map(([value, wording]) => ({ value, title: wording }));
  return { ...common, type: 'select', choices: titled };
}
