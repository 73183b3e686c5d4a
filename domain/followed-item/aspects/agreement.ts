/** What was agreed on: who is to do it, and by when. Another date, or giving it up, needs a second person (N-09). */
import { unchanged } from '../../case/aspect.ts';
import { type Actor, type No, namesOf, no, type VaultTextRef } from '../../case/command.ts';
import { type FollowedItemAspect, fieldsOf } from '../aspect.ts';
import type { FollowedItemDetails } from '../state.ts';
import { dated, type NewDate, type NewDateGiven, withNewDate } from './new-date.ts';

interface AgreementCommands {
  'change-date': NewDateGiven;
  withdraw: { words: VaultTextRef };
  /** Somebody else is to do it from now on, by the same date. */
  assign: { to: string; words: VaultTextRef | null };
}

type AgreementFact =
  | { type: 'opened'; data: FollowedItemDetails & { policyHash: string; calendarHash: string } }
  | { type: 'dateChanged'; data: NewDate }
  | { type: 'assigned'; data: AgreementCommands['assign'] & { from: string | null } }
  | { type: 'withdrawn'; data: AgreementCommands['withdraw'] };

/** The date is the agreement of two: the owner alone does not put it off, under no name. */
export function mayNotChangeDate(owner: string | null, actor: Actor): No | null {
  return owner !== null && namesOf(actor).includes(owner)
    ? no('SamePerson', 'a second person agrees to another date, or to giving it up')
    : null;
}

export const agreement: FollowedItemAspect<AgreementCommands, AgreementFact> = {
  decisions: {
    'change-date': (state, { body, actor }, around) =>
      mayNotChangeDate(state.owner, actor) ?? dated('dateChanged', state, body, around),
    withdraw: ({ owner }, { body, actor }) => mayNotChangeDate(owner, actor) ?? [{ type: 'withdrawn', data: body }],
    assign({ owner }, { body: { to, words }, actor }) {
      const barred = mayNotChangeDate(owner, actor);
      if (barred) return barred;
      if (to === owner) return no('NotAllowedNow', `${to} owns it already`);
      return [{ type: 'assigned', data: { to, from: owner, words } }];
    },
  },
  evolutions: {
    opened: unchanged,
    dateChanged: withNewDate,
    assigned: (state, { to }) => ({ ...state, owner: to }),
    withdrawn: (state, _data, { at }) => ({ ...fieldsOf(state), status: 'withdrawn', closedAt: at }),
  },
};
