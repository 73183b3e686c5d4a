/** What a customer gets behind the link of a message: where the complaint stands, as JSON or as a page. */

import { randomUUID } from 'node:crypto';
import { findCaseBySecret } from '../../../application/cases/reading/find-by-secret.ts';
import { lookUpCase } from '../../../application/cases/reading/find-case.ts';
import { codeOnItsWay } from '../../../application/complaints/customer/contact-code.ts';
import { findRepresentedCase } from '../../../application/complaints/customer/representation.ts';
import {
  type FollowedComplaint,
  followedComplaint,
} from '../../../application/complaints/rounds/followed-complaint.ts';
import { Refused } from '../../../application/refused.ts';
import { readableInstant } from '../../../packs/words/readable.ts';
import { statusOf } from '../../http/problem.ts';
import { chosenLanguage, readerLanguage } from '../../http/reader-language.ts';
import type { Context, Reply } from '../../http/route.ts';
import { formsOf, type Offered } from '../acting/forms.ts';
import type { Shown } from '../acting/shown.ts';
import { type PageLanguage, pageReply, type Wording, wantsPage } from '../page-frame.ts';
import { trackingPage } from './tracking-page.ts';

/**
 * The request with the complaint of the link.
 * @throws Refused `NotFound` if number and secret do not belong together, `LinkExpired` long after its end
 */
export async function tracked<Asked extends Context>(context: Asked): Promise<Asked> {
  const { dependencies, pack, ids, receivedAt: at } = context;
  if (ids.representative !== undefined) return { ...context, found: await findRepresentedCase(context) };
  const { number = '', secret = '' } = ids;
  const found = await findCaseBySecret(dependencies, { organisation: pack.id, number, secret, at }, 'read');
  return { ...context, found };
}

/** The answer of `act`; a browser gets a page also if the link leads nowhere, or not any more. */
export async function forCustomer(context: Context, act: () => Promise<Reply>): Promise<Reply> {
  if (!wantsPage(context)) return act();
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Refused) || ![404, 410].includes(statusOf(error))) throw error;
    const language = await languageOf(context, error);
    return pageReply(context, statusOf(error), trackingPage({ language, pack: context.pack, view: null }));
  }
}

/** That of the complaint, if the link was right and has ended, unless the reader has switched; else that of the browser. */
async function languageOf({ dependencies, pack, ids, request }: Context, refused: Refused): Promise<PageLanguage> {
  const known = statusOf(refused) === 410 && (await lookUpCase(dependencies, pack.id, String(ids.number)));
  if (!known) return readerLanguage(request);
  return chosenLanguage(request) ?? (known.view.detail.language === 'en' ? 'en' : 'ar');
}

/** The page of a complaint, with what its customer may do now. */
export async function trackedPage(context: Context, shown: Shown = {}, status = 200): Promise<Reply> {
  const followed = await followedComplaint(context);
  const { view, pinned, allowed, local } = followed;
  const language = chosenLanguage(context.request) ?? followed.language;
  const offered = offeredIn({ ...followed, language }, context.pack.country);
  return pageReply(
    context,
    status,
    trackingPage({
      ...shown,
      language,
      pack: context.pack,
      view: {
        ...view,
        expectedLocal: view.expectedBy && local(view.expectedBy),
        completeLocal: view.completeBy && local(view.completeBy),
        reopenLocal: view.reopenUntil && local(view.reopenUntil),
      },
      appointments: offered.booked.map(({ title }) => title),
      forms: formsOf(pinned, view, allowed, offered),
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

const kinds: Record<FollowedComplaint['booked'][number]['kind'], Wording> = {
  'call-back': { ar: 'مكالمة', en: 'Call' },
  'video-call': { ar: 'مكالمة مرئية', en: 'Video call' },
  'meet-manager': { ar: 'مقابلة المدير', en: 'Meeting with the manager' },
};

function offeredIn({ booked, slots, newContact, language, local }: FollowedComplaint, country: string): Offered {
  const readable = (instant: string) => readableInstant(local(instant), language, country);
  return {
    slots: slots.map((at) => ({ value: at, title: { ar: readable(at), en: readable(at) } })),
    booked: booked.map(({ id, kind, at, place }) => {
      const titled = (own: PageLanguage) =>
        [`${kinds[kind][own]}: ${readable(at)}`, ...(place ? [place[own]] : [])].join(' · ');
      return { value: id, title: { ar: titled('ar'), en: titled('en') } };
    }),
    newContact,
  };
}
