import { expect, test } from '@jest/globals';
import { compact, NotCompacted } from '../../db/privacy/compaction.ts';

type Asked = Record<string, unknown>;

/** A server of a replica set of three that answers so when it is asked to compact a collection. */
function server(answer: (collection: string) => Promise<unknown>) {
  const asked: Asked[] = [];
  const command = async (one: Asked) => {
    if (one.hello) return { me: 'b:27017', hosts: ['a:27017', 'b:27017', 'c:27017'] };
    asked.push(one);
    return answer(String(one.compact));
  };
  return { asked, database: { connection: { db: { command } } } as unknown as Parameters<typeof compact>[0] };
}

test('every collection that erasures touch is compacted, for a single key too, and the other members are named', async () => {
  const missing = Object.assign(new Error('no such collection'), { code: 26 });
  const { asked, database } = server(async (name) => {
    if (name === 'surveyPersons') throw missing;
    return { bytesFreed: 1000, ok: 1 };
  });
  const others = ['a:27017', 'c:27017'];
  expect(await compact(database)).toEqual({ server: 'b:27017', others, bytesFreed: 1000 * (asked.length - 1) });
  const names = asked.map(({ compact: name }) => name);
  expect(names).toEqual(expect.arrayContaining(['dataKeys', 'vault', 'attachments.chunks', 'fingerprints']));
  for (const one of asked) expect(one).toMatchObject({ force: true, freeSpaceTargetMB: 1 });
});

test('a server that has no such command, or a user who may not give it, is told so', async () => {
  const { database } = server(() => Promise.reject(new Error('no such command: compact')));
  const failed = compact(database);
  await expect(failed).rejects.toThrow(NotCompacted);
  await expect(failed).rejects.toThrow('b:27017 does not compact dataKeys: no such command: compact');
});
