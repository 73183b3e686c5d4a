import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a server that was killed may still hold its port, in milliseconds. */
const timeoutMs = 3000;

/** A port on 127.0.0.1 that nobody listens on: the wished one if it is free, or comes free in a moment, else any. */
export async function freePort(wished?: number): Promise<number> {
  if (wished === undefined) return listenOnce(0);
  for (const until = Date.now() + timeoutMs; Date.now() < until; await sleep(50)) {
    if ((await whyNotFree(wished)) === undefined) return wished;
  }
  return listenOnce(0);
}

/** Why no server could listen on this port now, as the system's code such as `EADDRINUSE`; undefined if one could. */
export async function whyNotFree(port: number, host = '127.0.0.1'): Promise<string | undefined> {
  return listenOnce(port, host).then(
    () => undefined,
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
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
