/** The pages of registering oneself, as replies: the form, and that of one registration (B-04). */

import { randomUUID } from 'node:crypto';
import type { Refused } from '../../../application/refused.ts';
import { askedFields } from '../../../application/registration/asked.ts';
import { programmeOfLink } from '../../../application/registration/programme-of-link.ts';
import type { Registration } from '../../../application/registration/register.ts';
import type { RegistrationBody } from '../../../application/registration/registration-body.ts';
import { standingOf } from '../../../application/registration/standing.ts';
import { statusOf } from '../../http/problem.ts';
import { readerLanguage } from '../../http/reader-language.ts';
import type { Context, Reply } from '../../http/route.ts';
import { pageReply } from '../page-frame.ts';
import { formPage, registrationPage } from './page.ts';

export const base = '/public/organisations/{organisation}';

/** The path of something of registration, in this organisation. */
export const pathIn = ({ pack }: Pick<Context, 'pack'>, path: string): string =>
  `${base.replace('{organisation}', pack.id)}${path}`;

/** The form as a page; `sent` is what has to be corrected in it. */
export async function formReply(
  context: Context,
  programmeCode: string | undefined,
  sent?: { key: string; body: RegistrationBody; problem: Refused },
): Promise<Reply> {
  const { dependencies, pack } = context;
  const programme = await programmeOfLink(context, programmeCode);
  const consents = Object.entries(pack.registry.consents).map(([code, { title }]) => ({ code, title }));
  const page = formPage({
    pack,
    language: readerLanguage(context.request),
    organisation: pack.name,
    programme: programme?.name ?? null,
    fields: await askedFields(dependencies, pack),
    consents,
    idempotencyKey: sent?.key ?? randomUUID(),
    action: pathIn(context, '/registrations'),
    values: { programme: programmeCode, ...sent?.body },
    faults: Object.fromEntries((sent?.problem.extras.errors ?? []).map(({ path, message }) => [path, message])),
  });
  return pageReply(context, sent ? statusOf(sent.problem) : 200, page);
}

/** The page of one registration: it asks for the code, or says how it ended. */
export function registrationReply(
  context: Context,
  registration: Registration,
  change: { isWrong?: boolean; status?: number } = {},
): Reply {
  const { state, number } = standingOf(registration, context.receivedAt);
  const { isWrong = false, status = 200 } = change;
  const formPath = pathIn(context, '/registration');
  return pageReply(
    context,
    status,
    registrationPage(readerLanguage(context.request), { pack: context.pack, state, number, isWrong, formPath }),
  );
}
