/** The aspects of a record change, in their order. */
import { deciding } from './aspects/deciding.ts';
import { entering } from './aspects/entering.ts';
import { preparing } from './aspects/preparing.ts';
import { presence } from './aspects/presence.ts';

export const recordChangeAspects = [preparing, deciding, entering, presence] as const;
