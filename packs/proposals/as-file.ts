/** A published version as the file that a new installation reads. */
import { isMap, parseDocument, stringify } from 'yaml';
import type { PublishedVersion } from './proposed-version.ts';

/** The text of the file: as it was proposed, with the term by which it came into force. Its hash is the same. */
export function asFile({ pack, text }: PublishedVersion): string {
  const { hash: _, inForce, ...content } = pack;
  const said = text ?? stringify(content, { lineWidth: 0 });
  const document = parseDocument(said);
  if (!inForce || !isMap(document.contents)) return said;
  document.set('inForce', document.createNode(inForce));
  return document.toString({ lineWidth: 0 });
}
