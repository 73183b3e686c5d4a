/** Sharing a complaint with colleagues: the bodies of the commands (G-05). */
import { z } from 'zod';
import { colleague } from '../../../../application/cases/assignee.ts';
import type { SharingCommands } from '../../../../domain/complaint/aspects/people/ownership.ts';
import { type Definitions, define } from '../../../cases/command-definition.ts';

const body = z.strictObject({ with: z.string().min(1).max(100).meta({ description: 'A staff id.' }) });
const example = { with: '{organisation}.agent.2' };

export const sharingCommands: Definitions<SharingCommands> = {
  share: define({
    summary: 'Share it with a colleague, who reads it and answers while the owner is away (G-05, N-25)',
    body,
    example,
    toCommand: async (given, context) => ({ with: await colleague(context, given.with, 'with') }),
  }),
  unshare: define({
    summary: 'Share it with that colleague no longer',
    body,
    example,
    toCommand: async (given) => ({ with: given.with }),
  }),
};
