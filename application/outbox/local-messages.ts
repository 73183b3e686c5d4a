/** What lies in the outbox of local mode: the messages that a telephone or a mail program would have shown. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A message as its receiver would see it. */
export interface LocalMessage {
  organisation: string;
  channel: 'email' | 'sms';
  from: string | null;
  to: string;
  /** Of an e-mail. */
  subject: string | null;
  text: string;
  /** When it was written, UTC. */
  at: string;
}

/** As many as one page shows. */
const most = 200;

/**
 * The newest messages of a folder, the newest first. A file that somebody removes meanwhile, or that is no message, is left out.
 * @param organisation whose messages; left out: of all organisations
 */
export async function localMessages(folder: string, organisation?: string): Promise<LocalMessage[]> {
  const isWanted = (name: string) => organisation === undefined || name.startsWith(`${organisation}_`);
  const names = (await filesOf(folder)).filter((name) => /^[^.].*\.txt$/.test(name) && isWanted(name));
  const dated = await Promise.all(names.map(async (name) => ({ name, at: await writtenAt(join(folder, name)) })));
  const newest = dated.sort((one, other) => other.at - one.at || one.name.localeCompare(other.name)).slice(0, most);
  const read = newest.map(async ({ name, at }) => messageIn(await textOf(join(folder, name)), at) ?? []);
  return (await Promise.all(read)).flat();
}

/** Whose links may be clicked: addresses of the web, without the marks of direction and the full stop after them. */
const address = /(https?:\/\/[^\s<>"\u2066-\u2069]*[^\s<>"\u2066-\u2069.,،؛)])/;

/** A text in parts, of which some are addresses. */
export function withLinks(text: string): { text: string; isLink: boolean }[] {
  return text
    .split(address)
    .map((part, place) => ({ text: part, isLink: place % 2 === 1 }))
    .filter((part) => part.text !== '');
}

function messageIn(file: string, at: number): LocalMessage | null {
  const end = file.indexOf('\n\n');
  if (end < 0) return null;
  const head = new Map(
    file
      .slice(0, end)
      .split('\n')
      .map((line): [string, string] => {
        const colon = line.indexOf(': ');
        return [line.slice(0, colon), line.slice(colon + 2)];
      }),
  );
  const [, organisation] = (head.get('X-Inaya-Notice-Key') ?? '').split(':');
  const to = head.get('To');
  if (!organisation || to === undefined) return null;
  return {
    organisation,
    channel: head.get('Channel') === 'SMS' ? 'sms' : 'email',
    from: head.get('From') ?? null,
    to,
    subject: head.get('Subject') ?? null,
    text: file.slice(end + 2).trimEnd(),
    at: new Date(at).toISOString(),
  };
}

const filesOf = (folder: string): Promise<string[]> => readdir(folder).catch(missing<string[]>([]));
const textOf = (file: string): Promise<string> => readFile(file, 'utf8').catch(missing(''));
const writtenAt = (file: string): Promise<number> =>
  stat(file)
    .then(({ mtimeMs }) => mtimeMs)
    .catch(missing(0));

/** What a file that is not there says; every other fault stays one. */
const missing =
  <Empty>(empty: Empty) =>
  (error: NodeJS.ErrnoException): Empty => {
    if (error.code === 'ENOENT') return empty;
    throw error;
  };
