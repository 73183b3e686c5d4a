import { isFree } from './free-port.ts';
import { SetupError } from './say.ts';

/** The port that a setting names, which must be free; undefined where nothing is set and there is no default. */
export async function portOf(setting: string, byDefault?: number): Promise<number | undefined> {
  const text = process.env[setting];
  const port = text ? Number(text) : byDefault;
  if (port === undefined) return undefined;
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new SetupError(`${setting} is ${text}, which is not a port: set it to a number from 1 to 65535.`);
  }
  return port;
}

/** Fails when somebody listens on the port already, and says which setting moves it. */
export async function demandFree(setting: string, port: number): Promise<void> {
  for (const host of ['127.0.0.1', '::']) {
    if (!(await isFree(port, host))) {
      throw new SetupError(`Port ${port} is in use by another program: set ${setting} to a free port.`);
    }
  }
}
