/** The shipment's number: it may be a telephone number, so that it stands in the vault, and a keyed token outside (S13g). */

import { readTexts } from '../../db/cases/vault.ts';
import { foldedText } from '../../domain/folded-text.ts';
import type { Pack } from '../../packs/schema.ts';
import type { Call } from '../call.ts';
import { pinnedPack } from '../cases/pinned-pack.ts';
import { freshView, projectedCase } from '../cases/reading/fresh-case.ts';
import { Refused } from '../refused.ts';
import { personToken } from '../search/person-tokens.ts';

interface Carried {
  trackingNumber: string | null;
  trackingToken?: string;
}

/** What a case carries of the number in these fields. One of an earlier reading carries the number itself, to its end. */
export function carriedNumber(pack: Pack, secret: string, fields: Readonly<Record<string, string>>): Carried {
  const { trackingField } = pack.kinds.complaint;
  const number = (trackingField && fields[trackingField]?.trim()) || null;
  if (pack.reading !== 3 || number === null) return { trackingNumber: number };
  return { trackingNumber: null, trackingToken: personToken(secret, `tracking\n${pack.id}\n${foldedText(number)}`) };
}

/**
 * The number that the case's token is of, for a department that is asked to do something about it (C-06).
 * @throws Refused `Unavailable` while a correction of this moment cannot be read yet.
 */
export async function numberForDepartment(context: Call): Promise<{ fields?: Record<string, string> }> {
  const { dependencies } = context;
  const view = await freshView(dependencies, context.found);
  const { trackingToken } = view.detail;
  if (trackingToken === undefined) return {};
  const pack = pinnedPack(context);
  const field = pack.kinds.complaint.trackingField ?? '';
  const { words } = await projectedCase({ ...context, found: { ...context.found, view } });
  const given = (await readTexts(dependencies.database, words)).map(({ content }) => {
    return (content.fields as Record<string, string> | undefined) ?? {};
  });
  const right = given.find(
    (fields) => carriedNumber(pack, dependencies.secret, fields).trackingToken === trackingToken,
  );
  if (!right) throw new Refused('Unavailable', 'The number was corrected just now. Try again.', { retryAfter: 2 });
  return { fields: { [field]: right[field] ?? '' } };
}
