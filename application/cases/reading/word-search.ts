/** The search of lists by words: only in words that the searcher may read, and written down as a look at them (F-10). */

import type { QueryFilter } from 'mongoose';
import type { CaseDocument } from '../../../db/cases/cases.ts';
import { entriesByTokens } from '../../../db/cases/vault.ts';
import { tokenKeyOf } from '../../../db/derivations.ts';
import { type Actor, effectiveUser } from '../../../domain/case/command.ts';
import type { RoleRights, WordsReach } from '../../../domain/case/policy.ts';
import { caseKinds } from '../../../domain/kinds.ts';
import type { Pack } from '../../../packs/schema.ts';
import type { Call } from '../../call.ts';
import { queryTokens, searchWords } from '../../keyed-tokens.ts';
import { inEachCategory, inEveryRight, inRightOf } from '../../permissions/acting-roles.ts';
import { sealedWordsOf } from './sealed-words.ts';

type Filter = QueryFilter<CaseDocument>;

const nothing: Filter = { _id: { $in: [] } };

/**
 * Cases in whose words the text stands, as far as the searcher may read them (an auditor with a reason). Also those whose
 * number it is, or begins a part of, for everybody who may know of them. A number is no word of a customer.
 */
export async function foundByText(
  context: Call,
  { text, reason }: { text: string; reason?: string | undefined },
): Promise<Filter> {
  const { dependencies, pack, principal, receivedAt } = context;
  const { actor } = principal;
  // One look for a list, as in the registry, whatever it finds: that nothing is found is told as well.
  const look = { organisation: pack.id, number: 'cases', by: actor.id, what: 'a list searched by words' };
  await dependencies.accessLog.record({ ...look, reason: reason ?? null, at: receivedAt });
  const numbers = await numbersFound(context, text);
  const inWords = inEveryRight(actor).flatMap((held) =>
    caseKinds.map((kind) => inRightOf(held, wordsRead(pack, held.actor, kind, reason))),
  );
  const named = numbers.filter((number) => isOfNumber(number, text));
  return { $or: [{ number: { $in: named } }, { number: { $in: numbers }, $or: inWords }] };
}

/** The numbers of the cases in whose words the text stands. What nobody reads yet is not found by its words. */
async function numbersFound({ dependencies, pack }: Call, text: string): Promise<string[]> {
  const { database } = dependencies;
  const tokens = queryTokens(tokenKeyOf(dependencies), text);
  const entries = tokens.length > 0 ? await entriesByTokens(database, pack.id, tokens) : [];
  const numbers = entries.map(({ number }) => number);
  const sealed = await sealedWordsOf(database, pack.id, numbers);
  return [...new Set(entries.filter(({ id }) => !sealed.has(id)).map(({ number }) => number))];
}

/** True if every word searched for is, or begins, a part of the number. */
function isOfNumber(number: string, text: string): boolean {
  const parts = searchWords(number);
  return searchWords(text).every((word) => parts.some((part) => part.startsWith(word)));
}

/** Of the cases that a reader may know of, those of a kind whose words their roles let them read, as `mayReadWords` says. */
function wordsRead(pack: Pack, actor: Actor, kind: string, reason = ''): Filter {
  return inEachCategory(pack, kind, (rights) => wordsReadBy(rights, actor, kind, reason));
}

function wordsReadBy(rights: Record<string, RoleRights>, actor: Actor, kind: string, reason: string): Filter {
  const reaches = new Set(actor.roles.flatMap((role): WordsReach[] => (rights[role] ? [rights[role].words] : [])));
  if (reaches.has('all') || (reaches.has('with-reason') && reason.trim() !== '')) return { 'view.kind': kind };
  const any: Filter[] = [];
  if (reaches.has('department')) {
    const ours = { $in: actor.departments };
    any.push({ department: ours }, { 'follower.department': ours });
  }
  if (reaches.has('own')) {
    const person = effectiveUser(actor);
    const ours = { $in: actor.groups };
    any.push(
      { 'view.owner': person },
      { 'view.detail.handOver.receiver': person },
      { 'view.detail.sharers': person },
      { 'view.owner': null, $or: [{ group: ours }, { 'follower.group': ours }] },
    );
  }
  return any.length > 0 ? { 'view.kind': kind, $or: any } : nothing;
}
