import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MessagePorts } from './message.ts';

/**
 * The way out in local mode: each message is a text file in `outbox/` of the data folder, plainly marked as local. The
 * file's name comes from the key, so that a repeated delivery is the same file.
 */
export function outboxPorts(dataFolder: string): MessagePorts {
  const folder = join(dataFolder, 'outbox');
  const put = async (channel: string, key: string, lines: string[], text: string) => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const place = key
      .split(':')
      .slice(1, 3)
      .join('_')
      .replace(/[^A-Za-z0-9_-]/g, '-');
    const name = `${place}-${channel}-${createHash('sha256').update(key).digest('hex').slice(0, 12)}.txt`;
    const head = ['LOCAL OUTBOX: nobody has received this message.', `X-Inaya-Notice-Key: ${key}`, ...lines];
    const temporary = join(folder, `.${name}.${process.pid}`);
    await writeFile(temporary, `${head.join('\n')}\n\n${text}\n`, { mode: 0o600 });
    await rename(temporary, join(folder, name));
  };
  return {
    email: ({ key, to, subject, text, from }) =>
      put(
        'email',
        key,
        ['Channel: e-mail', ...(from ? [`From: ${from}`] : []), `To: ${to}`, `Subject: ${subject}`],
        text,
      ),
    sms: ({ key, to, text, sender }) =>
      put('sms', key, ['Channel: SMS', ...(sender ? [`From: ${sender}`] : []), `To: ${to}`], text),
  };
}
