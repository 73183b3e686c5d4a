/** The digests of an archived form, as somebody works them out who has its JSON and a SHA-256, and nothing of the product. */
import { createHash } from 'node:crypto';
import type { ArchivedForm } from '../../../application/registry/archived-form.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** JSON with the members of every object in alphabetical order. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${sorted((value as Record<string, unknown>)[name])}`).join(',')}}`;
}

/** True if the approved digest covers the form, the form its records, and each its own content. */
export function digestsOfFormHold({ organisation, number, version, digest, proofs }: ArchivedForm): boolean {
  const holds = ({ nonce, content, digest: stated }: ArchivedForm['proofs']['form']) =>
    sha256(`${nonce}\n${sorted(content)}`) === stated;
  const { writes } = proofs.form.content as { writes: { record: { digest: string } }[] };
  return (
    sha256(sorted({ organisation, number, version, form: proofs.form.digest })) === digest &&
    holds(proofs.form) &&
    proofs.records.length === writes.length &&
    proofs.records.every((record, index) => holds(record) && record.digest === writes[index]?.record.digest)
  );
}
