import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import { cancelled, confirmed, corrected, ended, entered } from '../../application/organisation/absence-acts.ts';
import { type AbsenceAct, changeAbsence } from '../../application/organisation/change-absence.ts';
import { mustBeThere } from '../../application/organisation/change-staff.ts';
import { kindsOfPolicy } from '../../packs/kinds.ts';
import { type Context, type Route, route } from '../http/route.ts';
import { Member } from './staff-schema.ts';

const base = '/v1/organisations/{organisation}/staff/{staffId}/absences';
const one = `${base}/{absence}`;

const names = [...new Set(Object.values(kindsOfPolicy).flatMap(({ commandNames }) => commandNames))].sort();
const instant = z.iso.datetime({ offset: true });
const scope = z
  .array(z.enum(names))
  .min(1)
  .meta({ description: 'The commands for which he stands in. Left out: everything.' });
const deputy = z.string().min(1).max(100);

/** The body decides how somebody's absences are changed; the answer is the entry afterwards. */
function acting(status: 200 | 201, act: AbsenceAct) {
  return (context: Context) => once(context, async () => ({ status, body: await changeAbsence(context, act) }));
}

const shared = { method: 'post', tag: 'staff', permission: mustBeThere, idempotent: true } as const;
const reply = (description: string) => ({ description, schema: Member });

export const absenceRoutes: Route[] = [
  route({
    ...shared,
    path: base,
    operationId: 'enterAbsence',
    summary: 'Enter an absence and who stands in: he may do what the absent person may, and is told instead',
    body: z.strictObject({ from: instant, to: instant, deputy, scope: scope.optional() }),
    examples: {
      'two-weeks': {
        summary: 'Two weeks of leave of a colleague',
        value: { from: '2030-01-06T05:00:00Z', to: '2030-01-20T05:00:00Z', deputy: '{organisation}.agent.2' },
      },
    },
    replies: { 201: reply('Entered; where a second person must confirm it, it stands under `proposedAbsences`.') },
    handle: acting(201, entered),
  }),
  route({
    ...shared,
    path: `${one}/confirm`,
    operationId: 'confirmAbsence',
    summary: 'Confirm, as whoever is away or as a second person, an absence that somebody else has proposed',
    body: z.strictObject({}),
    examples: { confirm: { summary: 'Confirm it', value: {} } },
    replies: { 200: reply('It is in force from its beginning on.') },
    handle: acting(200, confirmed),
  }),
  route({
    ...shared,
    path: `${one}/correct`,
    operationId: 'correctAbsence',
    summary: 'Correct an absence; what gives more than before is entered and confirmed like a new one',
    body: z
      .strictObject({
        from: instant.optional(),
        to: instant.optional(),
        deputy: deputy.optional(),
        scope: scope.optional(),
      })
      .refine((body) => Object.keys(body).length > 0, 'Say what is to change'),
    examples: { shorter: { summary: 'Back a week earlier', value: { to: '2030-01-13T05:00:00Z' } } },
    replies: { 200: reply('Corrected, or proposed; what stood stays until the correction is confirmed.') },
    handle: acting(200, corrected),
  }),
  route({
    ...shared,
    path: `${one}/end`,
    operationId: 'endAbsence',
    summary: 'End an absence that is running: the person is back, and the deputy’s rights end now',
    body: z.strictObject({}),
    examples: { end: { summary: 'He is back', value: {} } },
    replies: { 200: reply('Ended; it stays on record.') },
    handle: acting(200, ended),
  }),
  route({
    ...shared,
    path: `${one}/cancel`,
    operationId: 'cancelAbsence',
    summary: 'Cancel an absence that has not begun, or refuse one that waits to be confirmed',
    body: z.strictObject({}),
    examples: { cancel: { summary: 'The leave does not take place', value: {} } },
    replies: { 200: reply('Cancelled; the fact stays on record.') },
    handle: acting(200, cancelled),
  }),
];
