/** The types of document that a case takes (C-08): nothing that a browser or a desktop would run. */
export interface DocumentType {
  /** How the name of such a file ends: a name that promises something else would be opened as something else. */
  extensions: readonly string[];
  /** What its content is found to be; null: text, which has no mark of its own. */
  found: readonly string[] | null;
}

const office = 'application/vnd.openxmlformats-officedocument';
const m4a: DocumentType = { extensions: ['m4a'], found: ['audio/x-m4a', 'audio/mp4'] };

const types: Record<string, DocumentType> = {
  'application/pdf': { extensions: ['pdf'], found: ['application/pdf'] },
  'image/png': { extensions: ['png'], found: ['image/png'] },
  'image/jpeg': { extensions: ['jpg', 'jpeg'], found: ['image/jpeg'] },
  'image/webp': { extensions: ['webp'], found: ['image/webp'] },
  'text/plain': { extensions: ['txt'], found: null },
  [`${office}.wordprocessingml.document`]: {
    extensions: ['docx'],
    found: [`${office}.wordprocessingml.document`],
  },
  [`${office}.spreadsheetml.sheet`]: { extensions: ['xlsx'], found: [`${office}.spreadsheetml.sheet`] },
  'audio/mpeg': { extensions: ['mp3'], found: ['audio/mpeg'] },
  'audio/mp4': m4a,
  'audio/x-m4a': m4a,
  'audio/ogg': { extensions: ['ogg', 'oga', 'opus'], found: ['audio/ogg', 'audio/ogg; codecs=opus'] },
  'video/mp4': { extensions: ['mp4'], found: ['video/mp4'] },
};

/** Every media type that may be declared. */
export const mediaTypes: readonly string[] = Object.keys(types);

/** The type that a Content-Type declares, or null where a case does not take such documents. */
export function documentType(declared: string): ({ mediaType: string } & DocumentType) | null {
  const mediaType = (declared.split(';')[0] ?? '').trim().toLowerCase();
  const type = Object.hasOwn(types, mediaType) ? types[mediaType] : undefined;
  return type ? { mediaType, ...type } : null;
}

/** What is wrong with the name of a document, or null. Letters of any script and blanks are fine. */
export function faultOfName(name: string, { extensions }: DocumentType): string | null {
  if (name.length > 200) return 'must have 200 characters at most';
  if (/[/\\\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(name) || name.startsWith('.')) {
    return 'must be the plain name of a file, without a folder and without invisible characters';
  }
  const extension = /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (extensions.includes(extension)) return null;
  return `must end in ${extensions.map((one) => `.${one}`).join(' or ')}, as the content type says`;
}
