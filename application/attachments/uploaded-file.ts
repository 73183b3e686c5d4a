import { Refused } from '../refused.ts';

/** The most that a document may have: 20 MB. */
export const maxBytes = 20 * 1024 * 1024;

/** A file on its way in. */
export interface UploadedFile {
  /** As the sender calls it, or null. */
  name: string | null;
  /** The declared media type. */
  declared: string;
  /** As many bytes as it may have, by what its sender says. */
  most: number;
  bytes: AsyncIterable<Uint8Array>;
}

export function tooLarge(): Refused {
  return new Refused('TooLarge', 'A document may have 20 MB at most.');
}
