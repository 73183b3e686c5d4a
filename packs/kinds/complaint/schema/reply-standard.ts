import { z } from 'zod';
import { sourceKeys, Wording } from '../../../schema/wording.ts';

/** How a reply to a customer is written (G-06): it is checked before an answer or an interim answer is sent. */
export const ReplyStandard = z.strictObject({
  ...sourceKeys,
  salutation: Wording.meta({ description: 'The words of greeting that the letter has.' }),
  thanks: Wording.meta({ description: 'The words of thanks that the letter has.' }),
  inner: z.array(Wording).meta({ description: 'Words that only staff use: no customer reads them.' }),
});
