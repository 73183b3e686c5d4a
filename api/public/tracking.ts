/** What a customer gets behind the link of a message: where the complaint stands, as JSON or as a page. */

import { randomUUID } from 'node:crypto';
import { findCaseBySecret, lookUpCase, survivorOf } from '../../application/cases/find-case.ts';
import { pinnedPack } from '../../application/cases/pinned-pack.ts';
import { codeOnItsWay } from '../../application/complaints/contact-code.ts';
import { customerViewOf } from '../../application/complaints/customer-view.ts';
import { meetingSlots } from '../../application/complaints/meeting-slots.ts';
import { newContactOnItsWay } from '../../application/complaints/new-contact.ts';
import { Refused } from '../../application/refused.ts';
import { placeOf } from '../../db/appointment-places.ts';
import { findCalendar } from '../../db/calendars.ts';
import type { Appointment } from '../../domain/complaint/aspects/appointments.ts';
import { localText, openCalendar } from '../../domain/deadline/calendar.ts';
import { readableInstant } from '../../packs/readable.ts';
import { statusOf } from '../http/problem.ts';
import { readerLanguage } from '../http/reader-language.ts';
import type { Context, Reply } from '../http/route.ts';
import { formsOf, type Offered } from './acting/forms.ts';
import type { Shown } from './acting/shown.ts';
import { type PageLanguage, pageReply, wantsPage } from './page-frame.ts';
import { trackingPage } from './tracking-page.ts';

/** The request with the complaint of the link; 404 where number and secret do not belong together, 410 long after its end. */
export async function tracked<Asked extends Context>(context: Asked): Promise<Asked> {
  const { dependencies, pack, request, receivedAt: at } = context;
  const { number, secret } = request.params as { number: string; secret: string };
  const found = await findCaseBySecret(dependencies, { organisation: pack.id, number, secret, at }, 'read');
  return { ...context, found };
}

/** The answer of `act`; a browser gets a page also where the link leads nowhere, or not any more. */
export async function forCustomer(context: Context, act: () => Promise<Reply>): Promise<Reply> {
  if (!wantsPage(context)) return act();
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Refused) || ![404, 410].includes(statusOf(error))) throw error;
    const language = await languageOf(context, error);
    return pageReply(statusOf(error), trackingPage({ language, pack: context.pack, view: null }));
  }
}

/** The complaint's, where the link was right and has ended; else that of the browser. */
async function languageOf({ dependencies, pack, request }: Context, refused: Refused): Promise<PageLanguage> {
  const known = statusOf(refused) === 410 && (await lookUpCase(dependencies, pack.id, String(request.params.number)));
  if (!known) return readerLanguage(request);
  return known.view.detail.language === 'en' ? 'en' : 'ar';
}

/** The page of a complaint, with what its customer may do now. */
export async function trackedPage(context: Context, shown: Shown = {}, status = 200): Promise<Reply> {
  const customer = await customerViewOf(context);
  // What is done under the number of a merged complaint is done in the one that goes on for it.
  const survivor = { ...context, found: await survivorOf(context.dependencies, context.found) };
  const { view } = survivor.found;
  const language: PageLanguage = view.detail.language === 'en' ? 'en' : 'ar';
  const local = await localTimes(survivor);
  const { allowed } = view;
  const offered = await offeredTo(survivor, allowed, (instant) =>
    readableInstant(local(instant), language, context.pack.country),
  );
  const newContact = await newContactOnItsWay(context);
  return pageReply(
    status,
    trackingPage({
      ...shown,
      language,
      pack: context.pack,
      view: {
        ...customer,
        expectedLocal: customer.expectedBy && local(customer.expectedBy),
        completeLocal: customer.completeBy && local(customer.completeBy),
        reopenLocal: customer.reopenUntil && local(customer.reopenUntil),
      },
      appointments: offered.booked.map(({ title }) => title),
      forms: formsOf(pinnedPack(survivor), customer, allowed, { ...offered, newContact: newContact?.to ?? null }),
      code: shown.grant ? null : await codeOnItsWay(context),
      address: shown.address ?? addressOf(context),
      key: randomUUID(),
    }),
  );
}

/** The address of the page itself, whichever of its forms has been sent. */
function addressOf({ request }: Context): string {
  return request.path.replace(/\/(code|grant|attach)$/, '');
}

const kinds: Record<Appointment['kind'], { ar: string; en: string }> = {
  'call-back': { ar: 'مكالمة', en: 'Call' },
  'video-call': { ar: 'مكالمة مرئية', en: 'Video call' },
  'meet-manager': { ar: 'مقابلة المدير', en: 'Meeting with the manager' },
};

async function offeredTo(
  context: Context,
  allowed: readonly string[],
  readable: (instant: string) => string,
): Promise<Offered> {
  const appointments = (context.found.view.detail.appointments ?? []) as Appointment[];
  const booked = appointments.filter(({ status }) => status === 'booked');
  const meets = booked.some(({ kind }) => kind === 'meet-manager');
  const slots = allowed.includes('book-appointment') && !meets ? await meetingSlots(context) : [];
  const both = (title: string) => ({ ar: title, en: title });
  return {
    slots: slots.map(({ at }) => ({ value: at, title: both(readable(at)) })),
    booked: await Promise.all(
      booked.map(async ({ id, kind, at, where }) => {
        const place = await placeOf(context.dependencies.database, context.pack, { kind, where: where?.id });
        const titled = (language: PageLanguage) =>
          [`${kinds[kind][language]}: ${readable(at)}`, ...(place ? [place[language]] : [])].join(' · ');
        return { value: id, title: { ar: titled('ar'), en: titled('en') } };
      }),
    ),
  };
}

/** Instants in the organisation's local time; as they are where its calendar is not to be found. */
async function localTimes({ dependencies, found }: Context): Promise<(instant: string) => string> {
  const { organisation, calendar } = found.view;
  const published = await findCalendar(dependencies.database, organisation, calendar.name, calendar.version);
  if (!published) return (instant) => instant;
  const open = openCalendar(published.calendar);
  return (instant) => localText(open, instant);
}
