import { aDocument } from '../../domain/complaint/aspects/completing.ts';
import type { Category, Wording } from '../schema.ts';

const document: Wording = { ar: 'مستند مرفق', en: 'An attached document' };

/** What is missing as the customer reads it: the title of a field of the form, or that of a document. */
export function missingTitle(fields: Category['fields'], name: string): Wording {
  const title = Object.hasOwn(fields, name) ? fields[name]?.title : undefined;
  return title ?? (name === aDocument ? document : { ar: name, en: name });
}
