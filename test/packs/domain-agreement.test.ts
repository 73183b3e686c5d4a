import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { ClockFact } from '../../domain/case/clocks/clock.ts';
import { complaintCommands } from '../../domain/complaint/commands.ts';
import type { ComplaintFact } from '../../domain/complaint/facts.ts';
import type { ComplaintPolicy } from '../../domain/complaint/policy.ts';
import { commandNames, eventNames } from '../../packs/kinds/complaint/vocabulary.ts';
import { editorSchemas } from '../../packs/load/editor-schemas.ts';

// Compared by the compiler: an event that a pack may name and that can never happen would be a clock that never starts.
const happens: (ComplaintFact['type'] | ClockFact['type'])[] = [...eventNames];
const clockEvents: ComplaintPolicy['clocks'][number]['start']['on'] = happens;

test('every event that a pack may name is one that happens to a complaint', () => {
  expect(clockEvents).toHaveLength(eventNames.length);
});

test('every command of a complaint can be granted, narrowed and switched off by a pack', () => {
  const commands = new Set(Object.values(complaintCommands).flat());
  expect([...commands].filter((command) => !(commandNames as readonly string[]).includes(command))).toEqual([]);
});

test('the schemas for editors are current: `npm run policy:schema` writes them', () => {
  for (const [name, text] of Object.entries(editorSchemas())) {
    const written = readFileSync(new URL(`../../policies/${name}`, import.meta.url), 'utf8');
    expect(JSON.parse(written)).toEqual(JSON.parse(text));
  }
});
