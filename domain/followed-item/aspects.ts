/** The aspects of a followed item, in their order. */
import { agreement } from './aspects/agreement.ts';
import { result } from './aspects/result.ts';

export const followedItemAspects = [result, agreement] as const;
