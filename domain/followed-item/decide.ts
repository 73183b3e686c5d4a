import type { DecisionContext } from '../case/case.ts';
import { isLive } from '../case/clocks/clock.ts';
import { type Actor, type Command, type No, namesOf, no } from '../case/command.ts';
import type { FollowedItemCommands } from './commands.ts';
import { daysUntil } from './days-until.ts';
import type { FollowedItemFact } from './facts.ts';
import type { Completion, FollowedItemState } from './state.ts';

type FollowedItemCommand = {
  [Name in keyof FollowedItemCommands]: Command<Name, FollowedItemCommands[Name]>;
}[keyof FollowedItemCommands];

/** What follows from a command that table and rights allow (N-09, step 7). */
export function decideFollowedItem(
  state: FollowedItemState,
  given: Command,
  around: DecisionContext,
): FollowedItemFact[] | No {
  const command = given as FollowedItemCommand;
  const { actor } = command;
  switch (command.name) {
    case 'complete':
      return [{ type: 'completed', data: command.body }];
    case 'accept':
      return mayNotJudge(completionOf(state), state.owner, actor) ?? [{ type: 'accepted', data: command.body }];
    case 'return':
      return mayNotJudge(completionOf(state), state.owner, actor) ?? dated('returned', state, command.body, around);
    case 'change-date':
      return mayNotChangeDate(state.owner, actor) ?? dated('dateChanged', state, command.body, around);
    case 'assign':
      return mayNotChangeDate(state.owner, actor) ?? assigned(state, command.body);
    case 'withdraw':
      return mayNotChangeDate(state.owner, actor) ?? [{ type: 'withdrawn', data: command.body }];
  }
}

function completionOf(state: FollowedItemState): Completion | null {
  return 'completion' in state ? state.completion : null;
}

/** Why this actor does not judge the result, or null: anyone who owns it or did it judges it under no name. */
export function mayNotJudge(completion: Completion | null, owner: string | null, actor: Actor): No | null {
  const { by, standingInFor } = completion ?? { by: null, standingInFor: null };
  const names = namesOf(actor);
  return [owner, by, standingInFor].some((id) => id !== null && names.includes(id))
    ? no('SamePerson', 'the result is judged by somebody other than who was to bring it')
    : null;
}

/** The date is the agreement of two: its owner puts it off for himself under no name. */
export function mayNotChangeDate(owner: string | null, actor: Actor): No | null {
  return owner !== null && namesOf(actor).includes(owner)
    ? no('SamePerson', 'a second person agrees to another date, or to giving it up')
    : null;
}

function assigned(
  { owner }: FollowedItemState,
  { to, words }: FollowedItemCommands['assign'],
): FollowedItemFact[] | No {
  if (to === owner) return no('NotAllowedNow', `${to} owns it already`);
  return [{ type: 'assigned', data: { to, from: owner, words } }];
}

function dated(
  type: 'returned' | 'dateChanged',
  state: FollowedItemState,
  body: FollowedItemCommands['change-date'],
  { at, calendar }: DecisionContext,
): FollowedItemFact[] {
  const replaced = state.clocks.filter((clock) => isLive(clock) && clock.rule.startsWith('action'));
  return [
    ...replaced.map(({ id }): FollowedItemFact => ({ type: 'clockSuperseded', data: { clock: id } })),
    { type, data: { ...body, days: daysUntil(calendar, at, body.dueOn) } },
  ];
}
