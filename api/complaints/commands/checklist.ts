/** The steps that staff tick off: the body of the command. */

import { z } from 'zod';
import { pinnedPack } from '../../../application/cases/reading/find-case.ts';
import { invalid } from '../../../application/refused.ts';
import type { ChecklistCommands } from '../../../domain/complaint/aspects/study.ts';
import { checklistsFor } from '../../../packs/kinds/complaint/pinned-policy.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';

export const checklistCommands: Definitions<ChecklistCommands> = {
  'tick-step': define({
    summary: 'Tick off a step of the checklist, with who and when; again changes nothing (B-07)',
    body: z.strictObject({ step: z.string().min(1).max(100) }),
    example: { step: 'listen' },
    toCommand: async ({ step }, context) => {
      const known = checklistsFor(pinnedPack(context), context.found.view.category);
      const steps = known.flatMap((list) => Object.keys(list.steps));
      // If there is no checklist at all the case itself says so.
      if (steps.length > 0 && !steps.includes(step)) throw invalid('step', `must be one of ${steps.join(', ')}`);
      return { step };
    },
  }),
};
