/** The aspects of a procedure, in their order. */
import { acknowledging } from './aspects/acknowledging.ts';
import { course } from './aspects/course.ts';
import { deciding } from './aspects/deciding.ts';
import { evaluating } from './aspects/evaluating.ts';
import { handingIn } from './aspects/handing-in.ts';
import { judging } from './aspects/judging.ts';
import { publishing } from './aspects/publishing.ts';

export const procedureAspects = [publishing, course, handingIn, judging, deciding, acknowledging, evaluating] as const;
