import { z } from 'zod';
import { followedItem } from '../../../domain/followed-item/kind.ts';
import { Amount, noticeAmong } from '../../schema/clocks.ts';
import { step } from '../../schema/people.ts';
import { Name, sourceKeys, Wording } from '../../schema/wording.ts';
import { eventsOf } from '../../vocabulary/names.ts';

/** What happens to it that may start or stop a clock, or be told to somebody. */
const events = eventsOf(followedItem);

const Step = step();

const Timed = z.strictObject({ ...sourceKeys, title: Wording, ladder: Name });

/** What was decided elsewhere, with an owner and a date: accepted recommendations of a survey (N-09). */
export const FollowedItemRules = z.strictObject({
  ...sourceKeys,
  title: Wording,
  group: Name.meta({ description: 'The group whose items these are.' }),
  steps: z.strictObject({
    judge: Step.meta({ description: 'Who accepts a result or sends it back: never its owner.' }),
    changeDate: Step.meta({ description: 'Who agrees to another date, or to giving it up: never its owner.' }),
  }),
  action: Timed.meta({ description: 'The clock that is due at the agreed date.' }),
  judging: Timed.extend({ due: Amount }),
  notices: z.array(noticeAmong(events)),
});
