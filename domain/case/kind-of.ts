/** A kind of case, composed of its aspects, and the notices that all kinds have. Pure. */
import type { WorkingCalendar } from '../deadline/deadline.ts';
import type { AspectOf } from './aspect.ts';
import type { CaseState, Kind, Notice } from './case.ts';
import { isClockFact } from './clocks/clock.ts';
import { ruleOf } from './clocks/clock-schedule.ts';
import { isNo, type VaultTextRef } from './command.ts';
import type { Fact, TimelineEvent } from './event.ts';
import type { LadderStep, Recipient } from './policy.ts';

/** What a kind says itself. What its aspects say comes together from them. */
type OwnParts = 'name' | 'commands' | 'innerCommands' | 'endings' | 'open' | 'nextActors' | 'isOver';

/** What a kind may say, if it is not as with most kinds. */
type OptionalParts =
  | 'stepEnds'
  | 'clockTold'
  | 'upgraded'
  | 'notices'
  | 'customerNotTold'
  | 'customerTold'
  | 'newerPolicy';

interface Composition<State extends CaseState, Details, Part extends AspectOf<State>>
  extends Pick<Kind<State, Details>, OwnParts>,
    Partial<Pick<Kind<State, Details>, OptionalParts>> {
  /**
   * The order has a meaning. Of several obstacles the first is told. Of several windows that end at one instant the first
   * ends. Errands of one event are carried out in this order.
   */
  aspects: readonly Part[];
  /** The event that opens a case. Its words stand in the case already. */
  opening: string;
}

/** The names of the commands that the aspects of a kind decide on, and of the events that they know. */
interface Names<Part> {
  commandNames: readonly (Part extends { decisions: infer Decisions } ? keyof Decisions & string : never)[];
  eventNames: readonly (Part extends { evolutions: infer Evolutions } ? keyof Evolutions & string : never)[];
}

/** The kind that these aspects are, in their order. */
export function kindOf<State extends CaseState, Details, Part extends AspectOf<State>>(
  composition: Composition<State, Details, Part>,
): Kind<State, Details> & Names<Part> {
  const { aspects, opening, ...own } = composition;
  const each: readonly AspectOf<State>[] = aspects;
  const decisions: AspectOf<State>['decisions'] = Object.assign({}, ...each.map((aspect) => aspect.decisions));
  const evolutions: AspectOf<State>['evolutions'] = Object.assign({}, ...each.map((aspect) => aspect.evolutions));
  const ended = Object.assign({}, ...each.map(({ windows }) => windows?.ended ?? {})) as WindowEnds<State>;
  const parts: Omit<Kind<State, Details>, OwnParts | OptionalParts> = {
    eventNames: Object.keys(evolutions),
    commandNames: Object.keys(decisions),
    blocked: (state, command) => first(each, (aspect) => aspect.obstacle?.(state, command)) ?? null,
    decidedOn: (state, command) => first(each, (aspect) => aspect.decidedOn?.(state, command)),

    decide(state, command, around) {
      const objection = first(each, (aspect) => aspect.objection?.(state, command, around));
      if (objection) return objection;
      const facts = decided(decisions, command.name)(state, command as never, around);
      if (isNo(facts)) return facts;
      return [...each.flatMap((aspect) => aspect.beforehand?.(state, command, around) ?? []), ...facts];
    },

    evolve(before, event) {
      const known = event.type === opening ? before : withWords(before, event);
      const after = decided(evolutions, event.type)(known, event.data as never, event);
      return each.reduce((state, aspect) => aspect.afterward?.(state, event, before) ?? state, after);
    },

    windows: (state, calendar: WorkingCalendar) => each.flatMap(({ windows }) => windows?.open(state, calendar) ?? []),
    windowEnded: (state, window, around) => decided(ended, window.id.split(':')[0] ?? window.id)(state, window, around),
    errands: (event, state) => each.flatMap((aspect) => aspect.errands?.(event, state) ?? []),
  };
  return { upgraded: (state) => state, notices: noticesOf, ...parts, ...own } as Kind<State, Details> & Names<Part>;
}

type WindowEnds<State> = NonNullable<AspectOf<State>['windows']>['ended'];

/** What the first aspect says that says anything. */
function first<One, Said>(aspects: readonly One[], say: (aspect: One) => Said | null | undefined): Said | undefined {
  for (const aspect of aspects) {
    const said = say(aspect);
    if (said !== null && said !== undefined) return said;
  }
  return undefined;
}

function decided<Of>(by: Record<string, Of>, name: string): Of {
  const found = by[name];
  if (!found) throw new Error(`no aspect of the kind knows ${name}`);
  return found;
}

/** The case with the words that an event brings. Several facts given at once may have theirs under one reference. */
function withWords<State extends CaseState>(state: State, { data }: TimelineEvent): State {
  const { words } = data as { words?: VaultTextRef | null };
  if (!words || state.words.some(({ id }) => id === words.id)) return state;
  return { ...state, words: [...state.words, words] };
}

/** Who must be told of an event, unless the kind says so itself: by the pack's notice rules, and by the ladders of its clocks. */
export function noticesOf(event: TimelineEvent, state: CaseState): Notice[] {
  const byRule = state.policy.notices
    .filter((rule) => rule.on === event.type)
    .flatMap(({ to, channels, template, urgent }): Notice[] =>
      addressees(to, event).map((person) => ({ to: person, channels, template, urgent })),
    );
  return [...byRule, ...ladderNotices(event, state)];
}

/** A recipient as it travels: a person whom the event names becomes that member of staff. */
function addressees(to: Recipient, { data }: TimelineEvent): Notice['to'][] {
  if (to !== 'giver' && to !== 'receiver') return [to];
  const named: unknown = (data as Record<string, unknown>)[to];
  return typeof named === 'string' ? [`staff:${named}`] : [];
}

function ladderNotices(event: TimelineEvent, state: CaseState): Notice[] {
  const fact: Fact = event;
  if (!isClockFact(fact) || (fact.type !== 'warned' && fact.type !== 'escalated')) return [];
  const { clock, rung } = fact.data;
  const fired = state.clocks.find(({ id }) => id === clock);
  const step = fired && ruleOf(state, fired).ladder[rung];
  if (!step) return [];
  const { dueLocal } = fired;
  const template = fact.type === 'warned' ? 'deadline-near' : 'deadline-missed';
  const before = ruleOf(state, fired).ladder.slice(0, rung);
  // The people of a later rung hear why it comes to them: those who were told before have not acted.
  const tells =
    template === 'deadline-missed' && before.some(isEscalation) ? { tells: { codes: { rung: 'later' } } } : {};
  return step.tell
    .flatMap((recipient) => addressees(recipient, event))
    .map((to) => ({
      to,
      channels: ['email'],
      template,
      urgent: step.urgent,
      escalation: { clock, rung, dueLocal },
      ...tells,
    }));
}

/** True for a rung at or after the due instant: the one before it only warns. */
function isEscalation({ rung }: LadderStep): boolean {
  return !(typeof rung === 'object' && 'before' in rung);
}
