import type { Database } from '../../../db/database.ts';

/** What a process may have reached when it was killed. */
class Killed extends Error {}

/**
 * A database as a process sees it that is killed at its n-th write: of a bulk half is done, of a single write nothing.
 * Everything after that fails too.
 */
export function brokenOff(database: Database, atWrite: number): Database {
  let writes = 0;
  const breaking =
    (collection: object, name: string, write: (...given: unknown[]) => Promise<unknown>) =>
    async (...given: unknown[]) => {
      writes += 1;
      if (writes < atWrite) return write.apply(collection, given);
      const [items, ...options] = given;
      const half = Array.isArray(items) ? items.slice(0, Math.floor(items.length / 2)) : [];
      if (writes === atWrite && half.length > 0) await write.apply(collection, [half, ...options]);
      throw new Killed(`killed at ${name}`);
    };
  const isWrite = (name: string) => /^(insert|update|delete|replace|bulkWrite|findOneAnd)/.test(name);
  const collectionOf = (collection: object) =>
    new Proxy(collection, {
      get(target, name: string) {
        const member = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        return isWrite(name) ? breaking(target, name, member) : member.bind(target);
      },
    });
  const modelOf = (model: object) =>
    new Proxy(model, {
      get: (target, name: string) => {
        const member = Reflect.get(target, name, target);
        if (name === 'collection') return collectionOf(member as object);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
  return new Proxy(database, {
    get: (target, name: string) => modelOf(Reflect.get(target, name, target) as object),
  });
}
