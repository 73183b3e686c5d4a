/** Small files of every type that a case takes, and of some that it does not; all of them are made here. */

const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));

/** A ZIP archive of stored entries, enough of one for a reader of types. */
function zip(entries: Record<string, string>): Buffer {
  const locals = Object.entries(entries).map(([name, content]) => {
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt32LE(content.length, 18);
    head.writeUInt32LE(content.length, 22);
    head.writeUInt16LE(name.length, 26);
    return Buffer.concat([head, bytes(name, content)]);
  });
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  return Buffer.concat([...locals, end]);
}

const office = (part: string, type: string) =>
  zip({
    '[Content_Types].xml': `<?xml version="1.0"?><Types><Override PartName="/${part}" ContentType="${type}.main+xml"/></Types>`,
    [part]: '<x/>',
  });

const document = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** The head of a letter of an earlier Word, with room for more than a piece of an upload. */
const compound = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const wordLetter = bytes(compound, new Array<number>(600).fill(0));

/** The same with macros in it. */
export const wordLetterWithMacros = Buffer.concat([wordLetter, Buffer.from('_VBA_PROJECT', 'utf16le'), wordLetter]);

/** Media type, a name that fits it, and a content that is it. */
export const takenFiles: [mediaType: string, name: string, content: Buffer][] = [
  ['application/pdf', 'contract.pdf', bytes('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n')],
  ['image/png', 'photo.PNG', Buffer.from(onePixel, 'base64')],
  ['image/jpeg', 'photo.jpg', bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], 'JFIF', new Array<number>(20).fill(0))],
  ['image/webp', 'photo.webp', bytes('RIFF', [30, 0, 0, 0], 'WEBPVP8 ', new Array<number>(20).fill(0))],
  ['image/gif', 'stamp.gif', bytes('GIF89a', [1, 0, 1, 0, 0, 0, 0], new Array<number>(20).fill(0))],
  ['image/heic', 'photo.HEIC', bytes([0, 0, 0, 24], 'ftypheic', [0, 0, 0, 0], 'mif1heic')],
  ['application/msword', 'خطاب.doc', wordLetter],
  [
    'message/rfc822',
    'رسالة.eml',
    Buffer.from('From: someone@example.com\r\nSubject: sample\r\n\r\nنص الرسالة (مثال)\r\n'),
  ],
  ['text/plain', 'ملاحظة.txt', Buffer.from('ملاحظة تجريبية (مثال)\nالسطر الثاني\n')],
  [document, 'letter.docx', office('word/document.xml', document)],
  [sheet, 'list.xlsx', office('xl/workbook.xml', sheet)],
  ['audio/mpeg', 'call.mp3', bytes([0xff, 0xfb, 0x90, 0x64], new Array<number>(100).fill(0))],
  ['audio/mp4', 'call.m4a', bytes([0, 0, 0, 24], 'ftypM4A ', [0, 0, 2, 0], 'isomM4A ')],
  ['audio/ogg', 'call.ogg', bytes('OggS', new Array<number>(24).fill(0), [1], 'vorbis', new Array<number>(20).fill(0))],
  ['video/mp4', 'clip.mp4', bytes([0, 0, 0, 24], 'ftypisom', [0, 0, 2, 0], 'isommp42')],
];

/** A document with macros: it looks like a docx, and a desktop would run it. */
export const withMacros = office('word/document.xml', 'application/vnd.ms-word.document.macroEnabled');
export const program = bytes('MZ', [0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff], new Array<number>(100).fill(0));

/** The test string that every scanner knows, in two parts so that none takes this file for it. */
export const testVirus = Buffer.from(`X5O!P%@AP[4\\PZX54(P^)7CC)7}$${'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'}`);
