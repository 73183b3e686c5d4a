/** A complaint as one of another category: which rules it follows then, and what its form says (C-05). */

import type { RightingCommands } from '../../domain/complaint/aspects/righting.ts';
import { detailOf } from '../../domain/details.ts';
import { pinPolicy } from '../../packs/kinds/complaint/pinned-policy.ts';
import type { Call } from '../call.ts';
import { pinnedPack } from '../cases/reading/find-case.ts';
import { fieldsAsTheyStand } from './fields-as-they-stand.ts';
import { mustBeWhole } from './opening-body.ts';

/** The rules of the version that the case follows, for it as one of another category. */
export function rulesAs(call: Call, category: string): RightingCommands['correct-category']['policy'] {
  const { channel, customerClass } = detailOf(call.found.view, 'complaint');
  return pinPolicy(pinnedPack(call), { category, channel, ...(customerClass ? { customerClass } : {}) });
}

/**
 * What the complaint says already, as far as the right form asks for it, with what is given now.
 * @throws Refused `Invalid` if the form does not take it so
 */
export async function fieldsAs(
  call: Call,
  category: string,
  given: Record<string, string>,
): Promise<Record<string, string>> {
  const pack = pinnedPack(call);
  const asked = pack.kinds.complaint.categories[category]?.fields ?? {};
  const known = await fieldsAsTheyStand(call.dependencies.database, call.found);
  const kept = Object.fromEntries(Object.entries(known).filter(([name]) => Object.hasOwn(asked, name)));
  const fields = { ...kept, ...given };
  mustBeWhole(pack, category, fields, detailOf(call.found.view, 'complaint').customerClass);
  return fields;
}
