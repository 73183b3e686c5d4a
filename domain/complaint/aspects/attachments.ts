/** Documents that are attached to the complaint (C-08): the case knows digest, size and type; name and bytes are elsewhere. */
import type { WordsReference } from '../../command.ts';
import { no } from '../../command.ts';
import type { Decisions, Evolutions } from '../aspect.ts';

/** How many documents one complaint takes. */
export const maxAttachments = 20;

/** A document as the API has stored it. The name is a word: it stands in the vault, under `name` of the entry. */
export interface AttachedDocument {
  attachment: string;
  /** What its content was found to be. */
  mediaType: string;
  /** Bytes. */
  size: number;
  /** SHA-256 of the bytes, hexadecimal. */
  sha256: string;
  words: WordsReference;
}

/** What the complaint knows of one of its documents. */
export interface AttachmentOfComplaint extends AttachedDocument {
  attachedAt: string;
  /** Staff id, or `customer`. */
  by: string;
}

export interface AttachmentCommands {
  attach: AttachedDocument;
}

export type AttachmentFact = { type: 'attached'; data: AttachedDocument };

export const attachmentDecisions: Decisions<AttachmentCommands> = {
  attach(state, { body }) {
    if (state.attachments.length >= maxAttachments) {
      return no('NotAllowedNow', `the case has ${maxAttachments} documents already, which is as many as it takes`);
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
