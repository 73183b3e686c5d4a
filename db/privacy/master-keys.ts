import { keyBytes, openBytesAt, sealBytesAt } from './sealing.ts';

/** A data key as it is stored. */
export interface WrappedKey {
  /** Id of the master key that wraps it. */
  by: string;
  wrapped: string;
}

/** What wraps the keys of people and cases. A key service may stand here, so nothing is answered at once. */
export interface MasterKeys {
  /** Id of the key that wraps from now on. */
  readonly first: string;
  /** Ids of all that unwrap. */
  readonly known: readonly string[];
  /** @param subject whose key it is: it unwraps for nobody else */
  wrap(key: Uint8Array, subject: string): Promise<WrappedKey>;
  unwrap(key: WrappedKey, subject: string): Promise<Buffer>;
}

/** The keys of a setting: `id:base64`, with commas between. The first one wraps, all unwrap. */
export function masterKeysOf(setting: string): MasterKeys {
  const ring = new Map(setting.split(',').map((one) => keyIn(one.trim())));
  const known = [...ring.keys()];
  const first = known[0] ?? '';
  const keyOf = (id: string): Buffer => {
    const key = ring.get(id);
    if (!key) throw new Error(`the master key ${id} is not among those of INAYA_MASTER_KEYS`);
    return key;
  };
  return {
    first,
    known,
    wrap: async (key, subject) => ({
      by: first,
      wrapped: sealBytesAt(keyOf(first), ['dataKeys', subject], key).toString('base64'),
    }),
    unwrap: async ({ by, wrapped }, subject) =>
      openBytesAt(keyOf(by), ['dataKeys', subject], Buffer.from(wrapped, 'base64')),
  };
}

function keyIn(one: string): [id: string, key: Buffer] {
  const [id = '', text = ''] = one.split(/:(.*)/s);
  const key = Buffer.from(text, 'base64');
  if (id === '' || key.length !== keyBytes) throw new Error('a master key is id:base64 of 32 bytes');
  return [id, key];
}

/** Of a process that has to do with nobody's data: a command that publishes a calendar, or adds staff. */
export const noMasterKeys: MasterKeys = {
  first: '',
  known: [],
  wrap: () => Promise.reject(new Error('this process has no master keys')),
  unwrap: () => Promise.reject(new Error('this process has no master keys')),
};
