import type { OpenCase } from '../case/case.ts';
import { waitingClock } from '../case/clocks/clock.ts';
import { kindOf, noticesOf } from '../case/kind-of.ts';
import { followedItemAspects } from './aspects.ts';
import { followedItemCommands } from './commands.ts';
import type { FollowedItemFact } from './facts.ts';
import { followedItemNextActors } from './next-actors.ts';
import { actionClock, type FollowedItemPolicy } from './policy.ts';
import type { FollowedItemDetails, FollowedItemState } from './state.ts';

function openItem(input: OpenCase<FollowedItemDetails, FollowedItemPolicy>): {
  state: FollowedItemState;
  facts: FollowedItemFact[];
} {
  const { organisation, number, at, calendar, details } = input;
  const { source, owner, dueOn, days, askedBy, words } = details;
  const clocks = input.policy.clocks.map((rule) =>
    rule.id === actionClock ? { ...rule, due: { calendarDays: days } } : rule,
  );
  const policy = { ...input.policy, clocks };
  const state: FollowedItemState = {
    kind: 'followedItem',
    status: 'open',
    ...{ organisation, number, category: policy.category, priority: 'normal', round: 1 },
    about: [],
    owner,
    openedAt: at,
    closedAt: null,
    clocks: clocks.map((rule) => waitingClock(rule, rule.id, 1)),
    words: [words],
    ...{ policy, calendar, source, dueOn, askedBy },
  };
  const { hash: policyHash } = policy;
  return { state, facts: [{ type: 'opened', data: { ...details, policyHash, calendarHash: calendar.hash } }] };
}

/** Something that was decided and has an owner and a date: done with evidence, judged by who asked for it (N-09, step 7). */
export const followedItem = kindOf({
  name: 'followedItem',
  commands: followedItemCommands,
  innerCommands: [],
  aspects: followedItemAspects,
  opening: 'opened',
  stepEnds: ['completed'],
  endings: ['accepted', 'withdrawn'],
  open: openItem,
  // What is to be done stands in the source's words, under this part.
  notices: (event, state) =>
    noticesOf(event, state).map((notice) => ({
      ...notice,
      tells: { codes: { ...notice.tells?.codes, part: state.source.part } },
    })),
  nextActors: followedItemNextActors,
  isOver: ({ status }) => status === 'closed' || status === 'withdrawn',
});
