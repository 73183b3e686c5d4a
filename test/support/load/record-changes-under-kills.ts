/** Record changes on few customers while the worker is killed, and the proof that nothing was lost on the way. */
import { expect } from '@jest/globals';
import type { ArchivedForm } from '../../../application/registry/archived-form.ts';
import { readTexts } from '../../../db/cases/vault.ts';
import { versionChainHolds, versionsUpTo } from '../../../db/registry/customer-versions.ts';
import { findCustomers } from '../../../db/registry/customers.ts';
import { differences } from '../../../domain/customer/difference.ts';
import type { CustomerRecord } from '../../../domain/customer/record.ts';
import { eventually } from '../api/api-client.ts';
import { digestsOfFormHold } from '../api/form-proof.ts';
import type { RunningProduct } from '../servers/running-product.ts';
import { RecordChangeLoad } from './record-change-load.ts';

/** Who must be in the directory for it. */
export const handsOnRecords = ['agent.1', 'manager.1', 'manager.2', 'data-steward.1', 'data-steward.2'].map(
  (id) => `sandbox.${id}`,
);

/** Numbers that look thrown, the same for the same seed (mulberry32). */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Enters `changes` forms on `customers` customers, `atOnce` at a time, and kills the worker `kills` times among them. Every
 * version chain must be without a gap, and every change must have written its own field and nothing else. No form may have
 * been entered twice, and every archived form must prove itself.
 */
export async function changeRecordsUnderKills(
  product: RunningProduct,
  { customers, changes, kills, atOnce }: { customers: number; changes: number; kills: number; atOnce: number },
): Promise<void> {
  const [officer, ...others] = await Promise.all(handsOnRecords.map((id) => product.as(id)));
  if (!officer) throw new Error('nobody works here');
  const seed = Number(process.env.INAYA_SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`record changes under kills: seed ${seed}`);
  const chance = chanceFrom(seed);
  const load = new RecordChangeLoad({ officer, managers: others.slice(0, 2), stewards: others.slice(2) }, chance);
  const numbers = await load.customers(customers);
  expect(new Set(numbers).size).toBe(customers);

  const wanted = Array.from({ length: changes - customers }, () => numbers[Math.floor(chance() * customers)] ?? '');
  const running = load.changes(wanted, atOnce);
  running.catch(() => undefined);
  for (let kill = 1; kill <= kills; kill += 1) {
    const reached = customers + Math.floor((kill * (changes - customers)) / (kills + 1));
    await eventually(
      () => load.done.length,
      (done) => done >= reached,
    );
    await product.kill('worker');
    await product.restart('worker');
  }
  await running;
  expect(load.done).toHaveLength(changes);
  expect(new Set(load.done.map(({ number }) => number)).size).toBe(changes);
  // Without them the test would say less than it promises.
  expect(load.rejections).toBeGreaterThan(0);
  expect(load.stale).toBeGreaterThan(0);

  await product.withDatabase(async (database) => {
    const found = await findCustomers(database, 'sandbox', numbers);
    expect(found).toHaveLength(customers);
    expect(found.reduce((sum, { version }) => sum + version, 0)).toBe(changes);
    for (const customer of found) {
      const versions = await versionsUpTo(database, customer);
      expect([customer.number, versions.length, versionChainHolds(versions)]).toEqual([
        customer.number,
        customer.version,
        true,
      ]);
      const entries = await readTexts(
        database,
        versions.map(({ record }) => record.id),
      );
      const records = entries.map(({ content }) => content as unknown as CustomerRecord);
      versions.slice(1).forEach(({ change }, index) => {
        const done = load.done.find(({ number }) => number === change);
        const [before, after] = [records[index], records[index + 1]];
        if (!before || !after) throw new Error('a version has no record');
        const wrote = { field: done?.field, from: before[done?.field ?? 'remarks'], to: done?.value };
        expect({ change, wrote: differences(before, after) }).toEqual({ change, wrote: [wrote] });
      });
    }
  });
  for (const { number } of load.done) {
    const form = (await officer.get(`/v1/organisations/sandbox/record-changes/${number}/form`)).as<ArchivedForm>();
    expect([number, form.status, digestsOfFormHold(form)]).toEqual([number, 'archived', true]);
  }
}
