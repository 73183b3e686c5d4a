/** Documents of a lead, above all the donor's written pledge (N-05): the lead knows digest, size and type. */
import { no } from '../../command.ts';
import {
  type AttachedDocument,
  type AttachmentOfComplaint,
  maxAttachments,
} from '../../complaint/aspects/attachments.ts';
import type { Decisions, Evolutions } from '../aspect.ts';

export type AttachmentOfCase = AttachmentOfComplaint;

export interface AttachmentCommands {
  attach: AttachedDocument;
}

export type AttachmentFact = { type: 'attached'; data: AttachedDocument };

export const attachmentDecisions: Decisions<AttachmentCommands> = {
  attach(state, { body }) {
    if (state.attachments.length >= maxAttachments) {
      return no('NotAllowedNow', `the lead has ${maxAttachments} documents already, which is as many as it takes`);
    }
    return [{ type: 'attached', data: body }];
  },
};

export const attachmentEvolutions: Evolutions<AttachmentFact> = {
  attached: (state, document, { at, by }) => ({
    ...state,
    attachments: [...state.attachments, { ...document, attachedAt: at, by }],
  }),
};
