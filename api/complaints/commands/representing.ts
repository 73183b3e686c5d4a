/** Who represents a customer: the bodies of the commands. */

import { z } from 'zod';
import { pinnedPack } from '../../../application/cases/reading/find-case.ts';
import { mustNotBeTheirOwn } from '../../../application/complaints/customer/own-contact.ts';
import { Customer, contactFaults } from '../../../application/complaints/opening-body.ts';
import { invalidBody } from '../../../application/refused.ts';
import { text } from '../../../application/text.ts';
import { type RepresentingCommands, representativeRights } from '../../../domain/complaint/aspects/representing.ts';
import { instantText, parseInstant } from '../../../domain/deadline/instants-and-dates.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';
import { instant } from '../../cases/future-instant.ts';

const Contact = Customer.omit({ class: true, address: true, collects: true, otherPhones: true });

export const representingCommands: Definitions<Omit<RepresentingCommands, 'representation-ended'>> = {
  'set-representative': define({
    summary: 'Record who represents the customer, what they may know and do, and until when; the customer is told',
    body: z.strictObject({
      representative: Contact,
      relation: z.string().max(60).meta({ description: 'One of the relations of the policy.' }),
      may: z
        .array(z.enum(representativeRights))
        .max(representativeRights.length)
        .meta({ description: 'Besides knowing where the complaint stands, which each representative may.' }),
      messages: z.enum(['both', 'representative']).default('both').meta({
        description:
          'Who gets the messages: alone only if they may hear answers. What is said of the complaint, and what is done in the customer’s name, goes to the customer too.',
      }),
      from: instant.optional().meta({ description: 'Left out: from now on.' }),
      until: instant,
      attachment: z.string().max(100).meta({ description: 'The document of the complaint that shows the authority.' }),
      text: text.meta({ description: 'Why, and how the authority was checked.' }),
    }),
    example: {
      representative: { name: 'ممثل تجريبي (مثال)', phone: '+966500000009' },
      relation: 'lawyer',
      may: ['hear-answers', 'object', 'withdraw'],
      until: '2027-01-01T00:00:00Z',
      attachment: 'the-power-of-attorney',
      text: 'قدّم العميل وكالة شرعية سارية واطلعنا على أصلها (مثال).',
    },
    async toCommand({ representative, from, until, attachment, text: why, ...given }, context, keep) {
      const pack = pinnedPack(context);
      const path = { whole: 'representative', phone: 'representative.phone' };
      const faults = contactFaults(pack, representative, path);
      if (faults.length > 0) throw invalidBody(faults);
      await mustNotBeTheirOwn(context, representative);
      const words = await keep({ representative, text: why }, { asPerson: true });
      const span = {
        from: from === undefined ? context.receivedAt : instantText(parseInstant(from, 'from')),
        until: instantText(parseInstant(until, 'until')),
      };
      return { ...given, ...span, evidence: attachment, words };
    },
  }),
  'end-representative': define({
    summary: 'End a representation: the link of the representative is dead, and the customer is told',
    body: z.strictObject({
      representative: z.string().max(10).meta({ description: 'Its id among `representatives` of the view.' }),
      text,
    }),
    example: { representative: '1', text: 'أبلغنا العميل بإنهاء الوكالة (مثال).' },
    toCommand: async ({ representative, text: words }, _context, keep) => ({
      representative,
      words: await keep({ text: words }),
    }),
  }),
};
