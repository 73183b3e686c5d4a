/**
 * Representatives of a customer: who they are stands in the vault, under a key of their own. What they may know and do, and from
 * when until when, stands here (ours). The customer is told of each of them, and of each of their acts.
 */

import { type Command, type No, no, type VaultTextRef } from '../../case/command.ts';
import type { TimelineEvent } from '../../case/event.ts';
import { MS_PER_DAY } from '../../deadline/instants-and-dates.ts';
import type { ComplaintAspect } from '../aspect.ts';
import type { ComplaintFact } from '../facts.ts';
import { hasNobody } from '../has-nobody.ts';
import type { ComplaintState } from '../state.ts';
import { correctedContact } from './contact.ts';

/** What a representative may besides knowing where the complaint stands, which all of them may. */
export const representativeRights = ['hear-answers', 'confirm', 'object', 'withdraw'] as const;
export type RepresentativeRight = (typeof representativeRights)[number];

/** The commands that each right is. */
const commandsOf: Record<RepresentativeRight, readonly string[]> = {
  'hear-answers': [],
  confirm: ['confirm', 'rate'],
  object: ['object', 'reopen'],
  withdraw: ['withdraw'],
};

export interface RepresentationRules {
  /** The longest time for which somebody may be a representative, in days. */
  longestDays: number;
  /** Codes of what a representative may be to the customer. */
  relations: string[];
}

/** Somebody who speaks for the customer. */
export interface Representative {
  /** 1, 2 and so on within the complaint. */
  id: string;
  relation: string;
  may: RepresentativeRight[];
  /** Who gets the messages: both, or the representative alone. `toldWith` says what goes to both all the same. */
  messages: 'both' | 'representative';
  from: string;
  until: string;
  /** The document of the case that shows the authority. */
  evidence: string;
  /** Who it is and where messages go. */
  words: VaultTextRef;
  endedAt: string | null;
  /** Of one that came with a merging: the same representation in each complaint that it came through, the first one first. */
  of?: Representation[];
}

/** A representative of one complaint, by its number and their id there. */
interface Representation {
  number: string;
  representative: string;
}

export interface RepresentingCommands {
  'set-representative': Omit<Representative, 'id' | 'endedAt' | 'of'>;
  'end-representative': { representative: string; words: VaultTextRef };
  /** Given by the complaint with which this one goes on: there the representation has been ended. */
  'representation-ended': { representative: string; words: VaultTextRef };
}

type RepresentingFact =
  | { type: 'representativeSet'; data: Omit<Representative, 'endedAt' | 'id'> & { representative: string } }
  | { type: 'representativeEnded'; data: { representative: string; words: VaultTextRef } }
  /** Stands before what the representative did. */
  | { type: 'representativeActed'; data: { representative: string; command: string } };

type Represented = Pick<ComplaintState, 'representatives'>;

/** Those who represent the customer at that instant. */
export function representativesAt({ representatives = [] }: Represented, at: string): Representative[] {
  const now = Date.parse(at);
  return representatives.filter(
    ({ from, until, endedAt }) => endedAt === null && Date.parse(from) <= now && now < Date.parse(until),
  );
}

/**
 * Those whom a complaint brings into the one with which it goes on. Messages about that one go to its customer as before, so
 * nobody gets them instead.
 */
export function representativesBrought(
  { number, representatives = [] }: ComplaintState,
  at: string,
): BroughtRepresentative[] {
  const going = representatives.filter(({ until, endedAt }) => endedAt === null && Date.parse(at) < Date.parse(until));
  return going.map(({ id, endedAt: _, of = [], ...one }) => {
    return { ...one, messages: 'both', of: [...of, { number, representative: id }] };
  });
}

export type BroughtRepresentative = Omit<Representative, 'id' | 'endedAt'>;

/** They represent the customer here as well, unless the policy of this complaint knows no representatives. */
export function takenRepresentatives(
  { policy, representatives = [] }: ComplaintState,
  brought: readonly BroughtRepresentative[] = [],
): ComplaintFact[] {
  if (!policy.representatives) return [];
  return brought.map((one, place) => {
    return { type: 'representativeSet', data: { ...one, representative: String(representatives.length + place + 1) } };
  });
}

/** Those who came from these complaints and represent the customer here. */
export function representativesFrom(
  { representatives = [] }: Represented,
  numbers: readonly string[],
): Representative[] {
  return representatives.filter(
    ({ of = [], endedAt }) => endedAt === null && of.some(({ number }) => numbers.includes(number)),
  );
}

/** The same person in the complaint that goes on for another one; undefined if they represent nobody there. */
export function sameRepresentative(
  { representatives = [] }: Represented,
  { number, representative }: Representation,
): Representative | undefined {
  // Merged again after it was undone, they came along again: the last time counts.
  return representatives.findLast(({ of = [] }) =>
    of.some((one) => one.number === number && one.representative === representative),
  );
}

/** The complaint with these representations ended. */
export function withRepresentativesEnded(state: ComplaintState, ids: readonly string[], at: string): ComplaintState {
  const { representatives } = state;
  if (!representatives || ids.length === 0) return state;
  const ended = representatives.map((one) => (ids.includes(one.id) ? { ...one, endedAt: at } : one));
  return { ...state, representatives: ended };
}

/** True if the representative may give this command. */
export function mayRepresent({ may }: Pick<Representative, 'may'>, command: string): boolean {
  return may.some((right) => commandsOf[right].includes(command));
}

/** The representative who gives a command by their own link; undefined if the customer does. */
function actingFor({ actor, body }: Command): string | undefined {
  if (actor.id !== 'customer') return undefined;
  return (body as { representative?: string } | null)?.representative;
}

/** Why the representative may not give this command, or null. */
function notWithin(state: ComplaintState, command: Command, { at }: { at: string }): No | null {
  const acting = actingFor(command);
  if (acting === undefined) return null;
  const found = representativesAt(state, at).find(({ id }) => id === acting);
  if (!found) return no('Forbidden', 'nobody represents the customer by that link any more');
  return mayRepresent(found, command.name) ? null : no('Forbidden', 'the representative may not do that');
}

function acted(_: ComplaintState, command: Command): ComplaintFact[] {
  const representative = actingFor(command);
  if (representative === undefined) return [];
  return [{ type: 'representativeActed', data: { representative, command: command.name } }];
}

/** Why nobody may represent the customer so, or null. */
function notOfPolicy({ relation, may }: RepresentingCommands['set-representative'], rules: RepresentationRules) {
  if (!rules.relations.includes(relation)) return `relation must be one of ${rules.relations.join(', ')}`;
  const judges = may.includes('confirm') || may.includes('object');
  if (!judges || may.includes('hear-answers')) return null;
  return 'may needs hear-answers: nobody judges an answer that they may not hear';
}

export const representing: ComplaintAspect<RepresentingCommands, RepresentingFact> = {
  decisions: {
    'set-representative'(state, { actor, body }, { at }) {
      const rules = state.policy.representatives;
      if (!rules) return no('NotAllowedNow', 'the policy knows no representatives');
      const corrected = correctedContact(state, actor);
      if (corrected) return corrected;
      const outside = notOfPolicy(body, rules);
      if (outside) return no('Incomplete', outside);
      const lasts = Date.parse(body.until) - Date.parse(body.from);
      if (lasts <= 0 || Date.parse(body.until) <= Date.parse(at)) return no('Incomplete', 'it ends before it begins');
      if (lasts > rules.longestDays * MS_PER_DAY) return no('Incomplete', `it lasts ${rules.longestDays} days at most`);
      if (!state.attachments.some(({ attachment }) => attachment === body.evidence)) {
        return no('Incomplete', `the case has no document ${body.evidence}`);
      }
      const representative = String((state.representatives ?? []).length + 1);
      return [{ type: 'representativeSet', data: { ...body, representative } }];
    },
    'end-representative'(state, { body }) {
      const found = state.representatives?.find(({ id }) => id === body.representative);
      if (!found) return no('Incomplete', `there is no representative ${body.representative}`);
      if (found.endedAt !== null) return no('NotAllowedNow', `representative ${found.id} has ended already`);
      return [{ type: 'representativeEnded', data: body }];
    },
    'representation-ended'(state, { body }) {
      const found = state.representatives?.find(({ id }) => id === body.representative);
      return found?.endedAt === null ? [{ type: 'representativeEnded', data: body }] : [];
    },
  },
  evolutions: {
    representativeSet: (state, { representative: id, ...data }) => ({
      ...state,
      representatives: [...(state.representatives ?? []), { ...data, id, endedAt: null }],
    }),
    representativeEnded: (state, { representative }, { at }) => withRepresentativesEnded(state, [representative], at),
    representativeActed: (state) => state,
  },
  obstacle(state, command) {
    if (command === 'set-representative') {
      if (!state.policy.representatives) return 'the policy knows no representatives';
      if (hasNobody(state)) return 'it has no customer';
      return state.attachments.length === 0 ? 'the document that shows the authority is not attached yet' : null;
    }
    const hasNone = !state.representatives?.some(({ endedAt }) => endedAt === null);
    return command === 'end-representative' && hasNone ? 'nobody represents the customer' : null;
  },
  objection: notWithin,
  beforehand: acted,
  // Who was ended here is so where they came from, also if the merging is undone.
  errands(event, { representatives = [] }) {
    const fact = { type: event.type, data: event.data } as ComplaintFact;
    if (fact.type !== 'representativeEnded') return [];
    const { representative, words } = fact.data;
    const { of = [] } = representatives.find(({ id }) => id === representative) ?? {};
    return of.map((one) => {
      const body = { representative: one.representative, words };
      return { do: 'tell', kind: 'complaint', number: one.number, command: 'representation-ended', body };
    });
  },
};

/** What is told to the customer whatever the representative gets: what they must hear of, and who acts in their name. */
const alwaysToCustomer: readonly string[] = [
  ...['answered', 'interimAnswered', 'declined', 'returnedForCompletion'],
  ...['spokenFor', 'withdrawalClaimed', 'withdrawn', 'contactCorrected'],
  ...['representativeSet', 'representativeEnded', 'representativeActed'],
];

/**
 * Whether a message about this event goes to the customer, and to which representatives. Only a representative who may hear
 * answers gets messages instead of the customer: else nobody would know what has been said.
 */
export function toldWith(
  state: Represented,
  { type, at }: Pick<TimelineEvent, 'type' | 'at'>,
): { customer: boolean; representatives: Representative[] } {
  const representatives = representativesAt(state, at);
  const instead = representatives.some(
    ({ messages, may }) => messages === 'representative' && may.includes('hear-answers'),
  );
  return { customer: !instead || alwaysToCustomer.includes(type), representatives };
}
