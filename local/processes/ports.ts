import { SetupError } from '../console.ts';
import { whyNotFree } from './free-port.ts';

/** The port that a setting names, which must be free; undefined if nothing is set and there is no default. */
export async function portOf(setting: string, byDefault?: number): Promise<number | undefined> {
  const text = process.env[setting];
  const port = text ? Number(text) : byDefault;
  if (port === undefined) return undefined;
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new SetupError(`${setting} is ${text}, which is not a port: set it to a number from 1 to 65535.`);
  }
  return port;
}

/** How a machine says that it has no such address: without IPv6 nobody can be listening there. */
const noSuchAddress = ['EAFNOSUPPORT', 'EADDRNOTAVAIL'];

/**
 * Fails when the port cannot be listened on, and says why and which setting moves it.
 * @param whyNot as `whyNotFree`
 */
export async function demandFree(
  setting: string,
  port: number,
  whyNot: (port: number, host: string) => Promise<string | undefined> = whyNotFree,
): Promise<void> {
  for (const host of ['127.0.0.1', '::']) {
    const code = await whyNot(port, host);
    if (code === undefined || (host === '::' && noSuchAddress.includes(code))) continue;
    if (code === 'EADDRINUSE') {
      throw new SetupError(`Port ${port} is in use by another program: set ${setting} to a free port.`);
    }
    if (code === 'EACCES') {
      throw new SetupError(
        `Port ${port} may not be opened by this user (EACCES): set ${setting} to a free port from 1024 on.`,
      );
    }
    throw new SetupError(`Port ${port} cannot be opened on ${host} (${code}): set ${setting} to a free port.`);
  }
}
