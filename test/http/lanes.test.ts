import { describe, expect, test } from '@jest/globals';
import { Lanes } from '../../api/express-app.ts';
import type { Route } from '../../api/http/route.ts';
import { Refused } from '../../application/refused.ts';

const routeOf = (method: Route['method'], path: string, more: Partial<Route> = {}) =>
  ({ method, path: `/v1/organisations/{organisation}${path}`, ...more }) as Route;
const command = routeOf('post', '/complaints/{number}/accept');
const opening = routeOf('post', '/complaints');
const reading = routeOf('get', '/complaints/{number}');
const exporting = routeOf('get', '/register', { isExport: true });

/** Requests that last until they are told to end, in the order in which their turn came. */
function held(lanes: Lanes) {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const ask = (name: string, route: Route) =>
    lanes.serve(route, () => {
      begun.push(name);
      return new Promise<string>((resolve) => ends.push(() => resolve(name)));
    });
  return { begun, ask, endAll: () => ends.splice(0).map((end) => end()) };
}

const many = (length: number) => Array.from({ length }, (_, index) => index);

describe('requests beyond what is worked on at a time', () => {
  test('wait in their order, and an opening goes before commands', async () => {
    const { begun, ask, endAll } = held(new Lanes());
    const all = many(24).map((index) => ask(`command ${index}`, command));
    all.push(ask('late command', command), ask('opening', opening));
    expect(begun).toHaveLength(24);
    endAll();
    await Promise.all(all.slice(0, 24));
    expect(begun.slice(24)).toEqual(['opening', 'late command']);
    endAll();
    expect(await Promise.all(all)).toHaveLength(26);
  });

  test('are refused at once, with when to come again, if they would wait too long, and nothing of them is begun', async () => {
    const { begun, ask, endAll } = held(new Lanes());
    // A command is taken to last a tenth of a second: two seconds of waiting are 480 of them.
    const all = many(24 + 481).map((index) => ask(`command ${index}`, command));
    const refused = await ask('one too many', command).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refused);
    expect(refused).toMatchObject({ reason: 'Unavailable', extras: { retryAfter: 3 } });
    while (begun.length < all.length) {
      endAll();
      await Promise.resolve();
    }
    endAll();
    await Promise.all(all);
    expect(begun).not.toContain('one too many');
  });

  test('hold up neither reading nor exports, and exports hold up nothing', async () => {
    const { begun, ask, endAll } = held(new Lanes());
    const all = [
      ...many(40).map((index) => ask(`command ${index}`, command)),
      ...many(3).map((index) => ask(`export ${index}`, exporting)),
      ask('reading', reading),
    ];
    expect(begun.slice(24)).toEqual(['export 0', 'export 1', 'reading']);
    while (begun.length < all.length) {
      endAll();
      await Promise.resolve();
    }
    endAll();
    await Promise.all(all);
  });

  test('keep no file and no question whether the process is well from being served', async () => {
    const { begun, ask, endAll } = held(new Lanes());
    const all = many(30).map((index) => ask(`command ${index}`, command));
    all.push(ask('a file', routeOf('post', '/complaints/{number}/attach', { upload: ['application/pdf'] })));
    all.push(ask('ready?', { method: 'get', path: '/health/ready' } as Route));
    expect(begun.slice(24)).toEqual(['a file', 'ready?']);
    while (begun.length < all.length) {
      endAll();
      await Promise.resolve();
    }
    endAll();
    await Promise.all(all);
  });
});

test('a request whose handling fails frees its turn, and its caller gets the failure', async () => {
  const lanes = new Lanes();
  for (const _ of many(30)) {
    await expect(lanes.serve(command, () => Promise.reject(new Error('it failed')))).rejects.toThrow('it failed');
  }
  expect(await lanes.serve(command, () => Promise.resolve('served'))).toBe('served');
});
