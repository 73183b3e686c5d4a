/** Links between complaints: each is recorded in both, and each side sees it from where it stands. */
import { unchanged } from '../../case/aspect.ts';
import { no } from '../../case/command.ts';
import type { Errand } from '../../case/errand.ts';
import type { TimelineEvent } from '../../case/event.ts';
import { readsAs } from '../../case/policy.ts';
import type { ComplaintAspect, Decisions, Evolutions } from '../aspect.ts';
import type { ComplaintFact } from '../facts.ts';
import type { ComplaintState } from '../state.ts';

/** The relations that people name; each has its opposite, as the other complaint sees it. */
export const relations = ['related', 'caused-by', 'duplicate-of', 'follows'] as const;

/** How a complaint stands to another one. The last pairs come of opposites, and of a complaint that is split. */
export type Relation =
  | (typeof relations)[number]
  | 'cause-of'
  | 'has-duplicate'
  | 'followed-by'
  | 'split-from'
  | 'split-into';

const opposites: Record<Relation, Relation> = {
  related: 'related',
  'caused-by': 'cause-of',
  'cause-of': 'caused-by',
  'duplicate-of': 'has-duplicate',
  'has-duplicate': 'duplicate-of',
  follows: 'followed-by',
  'followed-by': 'follows',
  'split-from': 'split-into',
  'split-into': 'split-from',
};

/** Another complaint, and how this one stands to it. */
export interface Link {
  number: string;
  relation: Relation;
  linkedAt: string;
}

export interface LinkCommands {
  link: { number: string; relation: Relation };
  /** Takes away every link to that complaint, or the one of that relation. */
  unlink: { number: string; relation: Relation | null };
  /** Given by the other complaint; the relation as this one sees it. `split`: who made it of a part of this one, about whom. */
  'link-told': { number: string; relation: Relation; linked: boolean; split?: { by: string; about: string[] } };
}

/** `told`: the other complaint said so, and need not hear of it again. */
export type LinkFact =
  | { type: 'linked' | 'unlinked'; data: { number: string; relation: Relation; told: boolean } }
  /** Somebody else than its owner made a new complaint of a part of it: the owner hears of it (S7). */
  | { type: 'splitOff'; data: { splitBy: string } };

const has = (state: ComplaintState, number: string, relation: Relation | null) =>
  state.links.filter((link) => link.number === number && (relation === null || link.relation === relation));

const decisions: Decisions<LinkCommands> = {
  link(state, { body: { number, relation } }) {
    if (number === state.number) return no('Incomplete', 'a complaint is not linked to itself');
    if (has(state, number, relation).length > 0) return no('NotAllowedNow', `it is ${relation} ${number} already`);
    return [{ type: 'linked', data: { number, relation, told: false } }];
  },

  unlink(state, { body: { number, relation } }) {
    const links = has(state, number, relation);
    if (links.length === 0) return no('NotAllowedNow', `it has no such link to ${number}`);
    return links.map((link) => ({ type: 'unlinked', data: { number, relation: link.relation, told: false } }));
  },

  'link-told'(state, { body: { number, relation, linked, split } }): ComplaintFact[] {
    const isThere = has(state, number, relation).length > 0;
    if (isThere === linked) return [];
    const told: ComplaintFact = { type: linked ? 'linked' : 'unlinked', data: { number, relation, told: true } };
    return split && ownerHearsOf(state, split) ? [told, { type: 'splitOff', data: { splitBy: split.by } }] : [told];
  },
};

/** The owner hears of it, unless the owner split it, or the part names the owner (F-10). */
function ownerHearsOf(state: ComplaintState, { by, about }: { by: string; about: string[] }): boolean {
  const { owner } = state;
  return readsAs(state, 3) && owner !== null && owner !== by && !about.includes(owner);
}

const evolutions: Evolutions<LinkFact> = {
  linked: (state, { number, relation }, { at }) => ({
    ...state,
    links: [...state.links, { number, relation, linkedAt: at }],
  }),
  unlinked: (state, { number, relation }) => ({
    ...state,
    links: state.links.filter((link) => link.number !== number || link.relation !== relation),
  }),
  splitOff: unchanged,
};

/** There is nothing to take away if there is no link. */
function obstacle(state: ComplaintState, command: string): string | null {
  return command === 'unlink' && state.links.length === 0 ? 'it has no link' : null;
}

/** The other complaint is told of a link that was made or taken away here, or with which this one was opened. */
function errands(event: TimelineEvent, state: ComplaintState): Errand[] {
  const fact = { type: event.type, data: event.data } as ComplaintFact;
  if (fact.type === 'received') {
    return state.links.map((link) => {
      const isPart = link.relation === 'split-from' && readsAs(state, 3);
      return tell(state, link, true, isPart ? { split: { by: event.by, about: state.about } } : {});
    });
  }
  if (fact.type !== 'linked' && fact.type !== 'unlinked') return [];
  return fact.data.told ? [] : [tell(state, fact.data, fact.type === 'linked')];
}

function tell(
  state: ComplaintState,
  { number, relation }: Pick<Link, 'number' | 'relation'>,
  linked: boolean,
  more: Pick<LinkCommands['link-told'], 'split'> = {},
): Errand {
  const body: LinkCommands['link-told'] = { number: state.number, relation: opposites[relation], linked, ...more };
  return { do: 'tell', kind: 'complaint', number, command: 'link-told', body };
}

export const links: ComplaintAspect<LinkCommands, LinkFact> = { decisions, evolutions, obstacle, errands };
