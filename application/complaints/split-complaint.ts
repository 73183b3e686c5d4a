import { hasNobody } from '../../domain/complaint/has-nobody.ts';
import type { Call } from '../call.ts';
import { customerEntry } from '../cases/customer-contact.ts';
import { withoutCustomer } from '../cases/internal-problem.ts';
import { viewFor } from '../cases/permission.ts';
import { forRights } from '../cases/reading/find-case.ts';
import { Refused } from '../refused.ts';
import { fieldsAsTheyStand } from './fields-as-they-stand.ts';
import { openComplaint } from './open-complaint.ts';
import type { OpeningBody } from './opening-body.ts';

/** Statuses of a complaint that is not there to be split any more. */
const gone = ['merged', 'withdrawn'];

/** What of the complaint becomes one of its own. */
export type SplitOff = Pick<OpeningBody, 'fields' | 'priorityGrounds' | 'about'> & {
  /** Left out: the category of this complaint. */
  category?: string | undefined;
};

/** Part of a complaint becomes a new one of the same customer. The customer goes with it; the words stay where they are (S7). */
export async function splitComplaint(call: Call<unknown, SplitOff>) {
  const { dependencies, pack, principal, key, found, receivedAt } = call;
  const actor = { ...principal.actor, onBehalfOf: 'customer' as const };
  const body = await handedOn(call);
  const splitFrom = { number: found.number };
  const view = await openComplaint(dependencies, {
    ...{ pack, actor, principal: actor.id, key, body, receivedAt, splitFrom, mayFollow: () => false },
  });
  const subject = { ...forRights(dependencies.packs, found), owner: view.owner };
  return { ...viewFor(view, principal.actor, subject), warnings: view.warnings };
}

/**
 * What the new complaint takes over from this one: the customer, the channel, and the staff named in it. A field that only some
 * customer classes must fill in, such as the centre responsible, stays the same unless the body gives another value (N-11).
 */
async function handedOn({ dependencies, pack, found, body: given }: Call<unknown, SplitOff>): Promise<OpeningBody> {
  const { category, status, detail } = found.view;
  if (gone.includes(status)) {
    const where = detail.mergedInto ? `it has been merged into ${detail.mergedInto}` : `the case is ${status}`;
    throw new Refused('NotAllowedNow', `split is not possible: ${where}.`, { allowed: [] });
  }
  if (hasNobody(found.view.detail)) throw withoutCustomer('split', 'it has no customer', found.view);
  const first = await customerEntry(dependencies.database, found);
  if (!first) throw new Error(`the words of ${found.number} are gone`);
  const asked = Object.entries(pack.kinds.complaint.categories[given.category ?? category]?.fields ?? {});
  const known = await fieldsAsTheyStand(dependencies.database, found);
  const kept = asked.flatMap(([name, { requiredOf }]) => (requiredOf && known[name] ? [[name, known[name]]] : []));
  return {
    ...given,
    fields: { ...Object.fromEntries(kept), ...given.fields },
    category: given.category ?? category,
    channel: String(detail.channel),
    language: detail.language === 'en' ? 'en' : 'ar',
    about: [...new Set([...found.about, ...given.about])],
    customer: first.content.customer as OpeningBody['customer'],
  };
}
