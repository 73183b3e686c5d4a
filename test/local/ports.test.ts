import { createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import { freePort } from '../../local/processes/free-port.ts';
import { demandFree } from '../../local/processes/ports.ts';

/** A machine on which listening fails so. */
const machine = (codes: Record<string, string>) => async (_port: number, host: string) => codes[host];

test('a port that somebody listens on is in use', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as { port: number };
  await expect(demandFree('PORT', port)).rejects.toThrow(`Port ${port} is in use by another program: set PORT`);
  await new Promise((resolve) => taken.close(resolve));
  await expect(demandFree('PORT', port)).resolves.toBeUndefined();
});

test.each(['EAFNOSUPPORT', 'EADDRNOTAVAIL'])('a machine without IPv6 (%s) has its ports all the same', async (code) => {
  await expect(demandFree('PORT', await freePort(), machine({ '::': code }))).resolves.toBeUndefined();
});

test('a port that only the administrator may open is not in use, and is said to be that', async () => {
  const asked = demandFree('PORT', 80, machine({ '127.0.0.1': 'EACCES' }));
  await expect(asked).rejects.toThrow(
    'Port 80 may not be opened by this user (EACCES): set PORT to a free port from 1024',
  );
});

test('whatever else keeps a port from being opened is named', async () => {
  const asked = demandFree('PORT', 3000, machine({ '127.0.0.1': 'EADDRNOTAVAIL' }));
  await expect(asked).rejects.toThrow('Port 3000 cannot be opened on 127.0.0.1 (EADDRNOTAVAIL)');
});
