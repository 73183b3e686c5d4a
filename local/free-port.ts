import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a server that was killed may still hold its port, in milliseconds. */
const patienceMs = 3000;

/** A port on 127.0.0.1 that nobody listens on: the wished one if it is free, or comes free in a moment, else any. */
export async function freePort(wished?: number): Promise<number> {
  if (wished === undefined) return listenOnce(0);
  for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(50)) {
    if (await isFree(wished)) return wished;
  }
  return listenOnce(0);
}

/** Whether a server could listen on this port of every interface now. */
export async function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return listenOnce(port, host).then(
    () => true,
    () => false,
  );
}

function listenOnce(port: number, host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const got = typeof address === 'object' && address ? address.port : port;
      server.close(() => resolve(got));
    });
  });
}
