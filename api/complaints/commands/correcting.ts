/** Corrections on record: where the customer is told, and what the complaint says (C-05, C-06). */

import { z } from 'zod';
import { pinnedPack } from '../../../application/cases/reading/find-case.ts';
import { correctedCustomer, endLinks, noteTelephones } from '../../../application/complaints/correct-contact.ts';
import { mustNotBeTheirOwn } from '../../../application/complaints/customer/own-contact.ts';
import { Customer, mustFitForm } from '../../../application/complaints/opening-body.ts';
import { carriedNumber } from '../../../application/keyed-tokens.ts';
import { invalid } from '../../../application/refused.ts';
import { text } from '../../../application/text.ts';
import type { CorrectingCommands } from '../../../domain/complaint/aspects/contact.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';

const Corrected = Customer.omit({ class: true }).partial();

export const correctingCommands: Definitions<CorrectingCommands> = {
  'correct-contact': define({
    summary: 'Correct name, telephones, e-mail or language; links that went to a wrong address are dead from then on',
    body: Corrected.extend({ language: z.enum(['ar', 'en']).optional(), text }),
    example: { phone: '+966500000002', text: 'ذكر العميل أن رقمه المسجل غير صحيح (مثال).' },
    toCommand: async ({ language = null, text: why, ...given }, context, keep) => {
      const changed = [...Object.keys(given), ...(language ? ['language'] : [])];
      if (changed.length === 0) throw invalid('phone', 'say what is corrected: name, telephones, email or language');
      await mustNotBeTheirOwn(context, given);
      const customer = await correctedCustomer(context, given);
      return { words: await keep({ customer, text: why }), changed, language };
    },
    // Nobody else notes the telephones.
    settlesAlone: true,
    async settled(context, view, { changed, words }) {
      if (changed.includes('phone') || changed.includes('email')) await endLinks(context, words.id);
      if (changed.includes('phone') || changed.includes('otherPhones')) await noteTelephones(context, view);
      return view;
    },
  }),
  'correct-fields': define({
    summary: 'Correct fields of the form; the tracking number that the case carries follows (C-06)',
    body: z.strictObject({ fields: z.record(z.string(), z.string()), text }),
    example: { fields: { details: 'التفاصيل بعد التصحيح (مثال).' }, text: 'صحح العميل ما ذكره في اتصاله (مثال).' },
    toCommand: async ({ fields, text: why }, context, keep) => {
      const pack = pinnedPack(context);
      mustFitForm(pack, context.found.view, fields);
      const changed = Object.keys(fields);
      if (changed.length === 0) throw invalid('fields', 'say which fields are corrected');
      const carried = carriedNumber(pack, context.dependencies, fields);
      return { words: await keep({ fields, text: why }), changed, ...carried };
    },
  }),
};
