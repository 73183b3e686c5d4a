/** Who was given the success stories, and how: the evidence of step 8 (N-09, 3.1.19). */

import { z } from 'zod';
import { contributionsOf } from '../../db/leads/programmes.ts';
import { findCustomers } from '../../db/registry/customers.ts';
import { detailOf } from '../../domain/details.ts';
import type { StoryGiven } from '../../domain/survey-cycle/aspects/donors.ts';
import type { Call } from '../call.ts';
import { invalid } from '../refused.ts';

export const Given = z
  .array(
    z.strictObject({
      donor: z.string().min(1).max(30).meta({ description: 'Number of a customer.' }),
      channel: z.string().max(100).meta({ description: 'One of the channels of the policy.' }),
    }),
  )
  .max(200)
  .meta({ description: 'Which donors were given them, and how; empty only where nobody has given for the programme.' });

/** `Invalid` if a number is no customer's, a channel is none, or nobody is named though the programme has donors. */
export async function mustBeTheDonors({ dependencies, pack, found }: Call, given: StoryGiven[]): Promise<void> {
  const { database } = dependencies;
  const donors = given.map(({ donor }) => donor);
  const known = new Set((await findCustomers(database, pack.id, donors)).map(({ number }) => number));
  for (const [place, { donor, channel }] of given.entries()) {
    if (!known.has(donor)) throw invalid(`given.${place}.donor`, `there is no customer ${donor}`);
    if (donors.indexOf(donor) < place) throw invalid(`given.${place}.donor`, 'is named already');
    if (!Object.hasOwn(pack.channels, channel)) {
      throw invalid(`given.${place}.channel`, `must be one of ${Object.keys(pack.channels).join(', ')}`);
    }
  }
  const programme = detailOf(found.view, 'surveyCycle').programme;
  if (given.length === 0 && (await contributionsOf(database, pack.id, { programme })).length > 0) {
    throw invalid('given', 'names nobody, though the programme has donors: say who was given the stories, and how');
  }
}
