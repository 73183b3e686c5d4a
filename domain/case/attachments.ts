/** Documents that are attached to a case (C-08, N-05): it knows digest, size and type; name and bytes are elsewhere. */
import { type No, no, type VaultTextRef } from './command.ts';
import type { TimelineEvent } from './event.ts';

/** How many documents one case takes. */
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
  words: VaultTextRef;
}

/** What the case knows of one of its documents. */
export interface AttachmentOfCase extends AttachedDocument {
  attachedAt: string;
  /** Staff id, or `customer`. */
  by: string;
}

export interface AttachmentCommands {
  attach: AttachedDocument;
}

export type AttachmentFact = { type: 'attached'; data: AttachedDocument };

/** A case of a kind that takes documents. */
interface TakesDocuments {
  attachments: AttachmentOfCase[];
}

/** The aspect of every kind that takes documents. */
export const attachmentsAspect = {
  decisions: {
    attach({ attachments }: TakesDocuments, { body }: { body: AttachedDocument }): AttachmentFact[] | No {
      if (attachments.length >= maxAttachments) {
        return no('NotAllowedNow', `the case has ${maxAttachments} documents already, which is as many as it takes`);
      }
      return [{ type: 'attached', data: body }];
    },
  },
  evolutions: {
    attached: <State extends TakesDocuments>(
      state: State,
      document: AttachedDocument,
      { at, by }: Pick<TimelineEvent, 'at' | 'by'>,
    ): State => ({ ...state, attachments: [...state.attachments, { ...document, attachedAt: at, by }] }),
  },
};
