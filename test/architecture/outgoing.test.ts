import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const rooms = ['activities', 'api', 'application', 'db', 'domain', 'packs', 'temporal', 'worker', 'workflows'];

/** What opens a connection without the checks of `application/outgoing.ts`. */
const callsOut = /\bfetch\(|from '(node:)?(https?|net|tls|dns|dns\/promises|undici|nodemailer)'|createRemoteJWKSet\(/;

/** Who does, and why it may. */
const mayCall = {
  'activities/notices/smtp.ts': 'its connections come from there',
  'api/http/listener.ts': 'it listens',
  'api/system/health-routes.ts': 'it asks the worker of this machine',
  'application/attachments/clamd-scanner.ts': 'ClamAV is a part of the installation, inside',
  'application/outgoing.ts': 'it checks',
  'application/sessions/openid.ts': 'the keys are fetched by it',
};

test('nothing of the product calls out but by what checks where to', () => {
  const files = rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(room, name)),
  );
  const found = files.filter((file) => callsOut.test(readFileSync(join(root, file), 'utf8')));
  expect(found.sort()).toEqual(Object.keys(mayCall));
});
