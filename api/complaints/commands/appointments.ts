/** Call-backs, video calls and meetings with the manager: the bodies of the commands. */

import { z } from 'zod';
import { optionalWords } from '../../../application/cases/execute-command.ts';
import { pinnedPack } from '../../../application/cases/reading/find-case.ts';
import { meetingGivenBack, meetingTaken } from '../../../application/complaints/meetings/take-meeting.ts';
import { whoMeets } from '../../../application/complaints/meetings/who-meets.ts';
import { invalid } from '../../../application/refused.ts';
import { text } from '../../../application/text.ts';
import type { AppointmentCommands } from '../../../domain/complaint/aspects/appointments.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';
import { instant, inTheFuture } from '../../cases/future-instant.ts';
import type { Context } from '../../http/route.ts';

const appointment = z.string().min(1).max(20).meta({ description: 'Its `id` in `detail.appointments`.' });

export const appointmentCommands: Definitions<AppointmentCommands> = {
  'book-appointment': define({
    summary:
      'Agree on a time with the customer: a call-back, a video call, or the manager in person (N-12, G-07, G-09)',
    body: z.strictObject({
      kind: z.enum(['call-back', 'video-call', 'meet-manager']),
      at: instant,
      with: z.string().min(1).max(100).meta({ description: 'Staff id of whoever calls or meets the customer.' }),
      agreed: z.literal(true).meta({ description: 'The customer has agreed to the time (G-07).' }),
      place: z.string().trim().min(1).max(500).optional().meta({
        description: 'The link of a video call (https), required; or where a meeting is, if not at our own address.',
      }),
      text: text.optional(),
    }),
    example: {
      kind: 'call-back',
      at: '2030-01-06T09:00:00Z',
      with: '{organisation}.agent.1',
      agreed: true,
      text: 'يفضل العميل الاتصال به صباحًا.',
    },
    toCommand: async ({ kind, at: given, with: person, place, text: words }, context, keep) => {
      mustSayWhere(kind, place, context);
      const at = inTheFuture('at', given, context);
      const who = await whoMeets(kind, person, context);
      if (kind === 'meet-manager' && (await meetingTaken(context, at, [who])) === null) {
        throw invalid('at', 'is not free any more: choose another time');
      }
      if (place === undefined) return { kind, at, with: who, words: await optionalWords(words, keep) };
      const kept = await keep({ place, ...(words === undefined ? {} : { text: words }) });
      return { kind, at, with: who, words: kept, where: kept };
    },
    refused: async (context, _, { body }) => {
      await meetingGivenBack(context, body as AppointmentCommands['book-appointment']);
    },
  }),
  'keep-appointment': define({
    summary: 'Say what came of an appointment: kept, or who did not come; also after it was missed',
    body: z
      .strictObject({
        appointment,
        kept: z.boolean(),
        absent: z.enum(['customer', 'staff']).optional().meta({ description: 'Who did not come, if it was not kept.' }),
        text: text.optional(),
      })
      .refine(({ kept, absent }) => kept === (absent === undefined), {
        path: ['absent'],
        error: 'says who did not come, if and only if it was not kept',
      }),
    example: { appointment: '1', kept: true, text: 'شرحنا للعميل ما تم اتخاذه.' },
    toCommand: async ({ text: words, absent = null, ...body }, _context, keep) => ({
      ...body,
      absent,
      words: await optionalWords(words, keep),
    }),
  }),
  'cancel-appointment': define({
    summary: 'Cancel an appointment; the customer and the member of staff are told',
    body: z.strictObject({ appointment, text: text.optional() }),
    example: { appointment: '1', text: 'طلب العميل إلغاء الموعد.' },
    toCommand: async ({ text: words, ...body }, _context, keep) => ({
      ...body,
      words: await optionalWords(words, keep),
    }),
    // Only this gives the time of the meeting back.
    settlesAlone: true,
    async settled(context, view, { appointment: id }) {
      const cancelled = view.detail.appointments?.find((one) => one.id === id);
      if (cancelled) await meetingGivenBack(context, cancelled);
      return view;
    },
  }),
};

/** A video call has its link, without which the customer cannot come; a telephone call has no place (G-07). */
function mustSayWhere(kind: string, place: string | undefined, context: Context): void {
  if (kind === 'call-back' && place !== undefined) throw invalid('place', 'is of video calls and meetings alone');
  if (kind !== 'video-call' || (place === undefined && pinnedPack(context).reading !== 3)) return;
  if (place === undefined) throw invalid('place', 'is required: the link of the video call');
  if (!z.url({ protocol: /^https$/ }).safeParse(place).success) throw invalid('place', 'must be a link, with https');
}
