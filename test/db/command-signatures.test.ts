import { expect, test } from '@jest/globals';
import { type CommandKeys, rootToPin, signatureFaults, signCommand } from '../../db/command-signatures.ts';
import type { Database } from '../../db/database.ts';
import { type Command, signedContent } from '../../domain/case/command.ts';
import { signedBy, type TimelineEvent } from '../../domain/case/event.ts';

const keys: CommandKeys = { secret: 'a secret of the test, as long as it must be' };
const from = '2026-11-30T12:00:00Z';
/** Of a database whose commands are signed since that instant. */
const database = { schemas: { findById: () => ({ lean: async () => ({ signedFrom: from }) }) } } as unknown as Database;

const of = { organisation: 'sandbox', number: 'SB-C-00000-000000' };
const actor = { id: 'sandbox.agent.1', roles: ['agent'], groups: [], departments: [] };
const command: Command = { name: 'accept', commandId: 'one', at: from, actor, body: { to: 'sandbox.agent.1' } };
const taken = { ...of, commandId: command.commandId, at: from, by: actor.id, content: signedContent(command) };
const signed = (by: CommandKeys = keys): Command => ({ ...command, signature: signCommand(by, taken) });

const event = (of: Command, change: Partial<TimelineEvent> = {}): TimelineEvent => {
  const bare = {
    sequence: 1,
    by: actor.id,
    roles: actor.roles,
    commandId: command.commandId,
    recordedAt: from,
    rootKey: rootToPin(keys),
    ...change,
  };
  const [made] = signedBy([bare as TimelineEvent], of);
  return made as TimelineEvent;
};
const faults = async (one: TimelineEvent, by: CommandKeys = keys, elsewhere = of) =>
  [...(await signatureFaults({ ...by, database }, elsewhere, [one])).values()][0] ?? null;

test('an event whose command the API has signed is proven', async () => {
  expect(await faults(event(signed()))).toBeNull();
});

test.each<[string, string, () => TimelineEvent]>([
  ['has none', 'unsigned', () => event(command)],
  ['was given for another body', 'unsigned', () => event({ ...signed(), body: { to: 'sandbox.agent.2' } })],
  ['was given for another command', 'unsigned', () => event({ ...signed(), name: 'assign' })],
  ['was given by somebody else', 'wrong', () => ({ ...event(signed()), by: 'sandbox.manager.1' })],
  ['was given under another id', 'wrong', () => ({ ...event(signed()), commandId: 'two' })],
  ['was made by a stranger’s key', 'wrong', () => event(signed({ secret: 'another secret, as long as it must be' }))],
  [
    'names a key that nobody has',
    'unknown-key',
    () => event(signed({ ...keys, commandKeys: [{ id: 'x', secret: 'y' }] })),
  ],
  ['is missing, of the system in a right that is not its own', 'unsigned', () => event(command, { by: 'system' })],
])('an event is not proven if its signature %s: %s', async (_, fault, made) => {
  expect(await faults(made())).toBe(fault);
});

test('the signature of one case is none in another', async () => {
  expect(await faults(event(signed()), keys, { ...of, number: 'SB-C-11111-111111' })).toBe('wrong');
});

test('nothing is asked of what the system did, or of what was recorded before commands were signed', async () => {
  expect(await faults(event(command, { by: 'system', roles: ['system'] }))).toBeNull();
  expect(await faults(event(command, { recordedAt: '2026-11-30T11:59:59.999Z' }))).toBeNull();
});

test('the first key signs, and what an earlier one has signed stays proven as long as it is in the list', async () => {
  const [old, young] = ['an old key', 'a young key'].map((text) => ({
    id: text.slice(2, 7).trim(),
    secret: text.repeat(4),
  }));
  const both = { ...keys, commandKeys: [young, old] as never };
  const byOld = event(signed({ ...keys, commandKeys: [old] as never }));
  expect(event(signed(both)).signature?.key).toBe(young?.id);
  expect(await faults(byOld, both)).toBeNull();
  expect(await faults(byOld, { ...keys, commandKeys: [young] as never })).toBe('unknown-key');
});

test.each([
  ['the API and a worker tell of a calendar', 'calendar:sandbox:2', 'system', { api: null, worker: null }],
  ['the API alone tells of a receipt', 'receipt:one', 'system', { api: null, worker: 'unknown-key' }],
  ['a worker alone tells of another case', 'one', 'system', { api: 'unknown-key', worker: null }],
  ['no worker tells what people do, whatever it is called', 'calendar:sandbox:2', actor.id, { worker: 'unknown-key' }],
])('in the system’s name: %s', async (_, commandId, by, expected) => {
  const roles = by === actor.id ? actor.roles : [by];
  for (const [purpose, fault] of Object.entries(expected)) {
    const giver = { ...command, commandId, actor: { ...actor, id: by, roles } };
    const words = { ...of, commandId, at: from, by, content: signedContent(giver) };
    const signature = signCommand({ ...keys, purpose: purpose as 'api' | 'worker' }, words);
    const told = { ...event(giver, { by, roles, commandId }), signature };
    expect([purpose, await faults(told)]).toEqual([purpose, fault]);
  }
});
