/** The types of document that a case takes (C-08): nothing that a browser or a desktop would run. */
export interface DocumentType {
  /** How the name of such a file ends: a name that promises something else would be opened as something else. */
  extensions: readonly string[];
  /** What its content is found to be; null: text, which has no mark of its own. */
  found: readonly string[] | null;
}

const office = 'application/vnd.openxmlformats-officedocument';
/** A photograph as telephones of one maker take it. */
const heic: DocumentType = { extensions: ['heic', 'heif'], found: ['image/heic', 'image/heif'] };
const m4a: DocumentType = { extensions: ['m4a'], found: ['audio/x-m4a', 'audio/mp4'] };

const types: Record<string, DocumentType> = {
  'application/pdf': { extensions: ['pdf'], found: ['application/pdf'] },
  'image/png': { extensions: ['png'], found: ['image/png'] },
  'image/jpeg': { extensions: ['jpg', 'jpeg'], found: ['image/jpeg'] },
  'image/webp': { extensions: ['webp'], found: ['image/webp'] },
  'image/gif': { extensions: ['gif'], found: ['image/gif'] },
  'image/heic': heic,
  'image/heif': heic,
  'text/plain': { extensions: ['txt'], found: null },
  [`${office}.wordprocessingml.document`]: {
    extensions: ['docx'],
    found: [`${office}.wordprocessingml.document`],
  },
  [`${office}.spreadsheetml.sheet`]: { extensions: ['xlsx'], found: [`${office}.spreadsheetml.sheet`] },
  // A letter of an earlier Word, which has no type of its own; and an e-mail as it was kept, which is text.
  'application/msword': { extensions: ['doc'], found: ['application/x-cfb'] },
  'message/rfc822': { extensions: ['eml'], found: null },
  'audio/mpeg': { extensions: ['mp3'], found: ['audio/mpeg'] },
  'audio/mp4': m4a,
  'audio/x-m4a': m4a,
  'audio/ogg': { extensions: ['ogg', 'oga', 'opus'], found: ['audio/ogg', 'audio/ogg; codecs=opus'] },
  'video/mp4': { extensions: ['mp4'], found: ['video/mp4'] },
};

/** Every media type that may be declared. */
export const mediaTypes: readonly string[] = Object.keys(types);

/** The type that a Content-Type declares, or null if a case does not take such documents. */
export function documentType(declared: string): ({ mediaType: string } & DocumentType) | null {
  const mediaType = (declared.split(';')[0] ?? '').trim().toLowerCase();
  const type = Object.hasOwn(types, mediaType) ? types[mediaType] : undefined;
  return type ? { mediaType, ...type } : null;
}

/** Names that Windows takes for devices, whatever they end in. */
const devices = /^(con|prn|aux|nul|(com|lpt)[0-9\u00b9\u00b2\u00b3])\s*(\.|$)/i;

/** The name as it is kept: telephones put marks of direction into names, which say nothing. */
export function nameAsKept(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[\u061c\u200e\u200f]/g, '')
    .trim();
}

/** What is wrong with the name of a document, or null. Letters of any script and blanks are fine. */
export function faultOfName(name: string, { extensions }: DocumentType): string | null {
  if (name.length > 200) return 'must have 200 characters at most';
  // Persian and Urdu need the two signs that keep letters apart or together; every other invisible one only deceives.
  const visible = name.replace(/(?<=\p{L})[\u200c\u200d](?=\p{L})/gu, '');
  if (/[/\\\p{C}\u2028\u2029]/u.test(visible) || name.startsWith('.')) {
    return 'must be the plain name of a file, without a folder and without invisible characters';
  }
  if (/[<>:"|?*]/.test(name) || devices.test(name)) return 'must be a name that every computer takes for a file';
  const extension = /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (extensions.includes(extension)) return null;
  return `must end in ${extensions.map((one) => `.${one}`).join(' or ')}, as the content type says`;
}
