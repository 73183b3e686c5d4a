import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { kindRoutes } from '../../api/kinds.ts';
import { routes } from '../../api/routes.ts';
import { commandsInArabic, mainCommands } from '../../console/src/words/commands.ts';
import { choicesInArabic, fieldsInArabic } from '../../console/src/words/fields.ts';
import { kinds as kindWords, reasons, statuses } from '../../console/src/words/states.ts';
import { caseKinds, kinds } from '../../domain/kinds.ts';

const commandRoutes = Object.values(kindRoutes)
  .flat()
  .filter(({ method, path }) => method === 'post' && /\{number\}\/[\w-]+$/.test(path));
/** What the console does by itself, or has a page for. */
const noButtons = ['seen', 'reply-preview'];

test('every command has a word in Arabic, and no word is of a command that is not there', () => {
  const names = new Set(commandRoutes.map(({ path }) => path.split('/').at(-1) ?? ''));
  expect([...names].filter((name) => !commandsInArabic[name] && !noButtons.includes(name))).toEqual([]);
  expect(Object.keys(commandsInArabic).filter((name) => !names.has(name))).toEqual([]);
  expect(mainCommands.filter((name) => !names.has(name))).toEqual([]);
});

test('every kind, every status and every reason why a case waits has its word', () => {
  expect(Object.keys(kindWords).sort()).toEqual([...caseKinds].sort());
  const standing = caseKinds.flatMap((kind) => Object.keys(kinds[kind].rules.commands));
  expect(standing.filter((status) => !statuses[status])).toEqual([]);
  const work = routes.find(({ operationId }) => operationId === 'listWork')?.replies[200]?.schema;
  const { properties } = z.toJSONSchema(work as z.ZodType, { io: 'input' }) as unknown as {
    properties: { items: Listed };
  };
  expect(Object.keys(reasons).sort()).toEqual([...properties.items.items.properties.why.enum].sort());
});

interface Listed {
  items: { properties: { why: { enum: string[] } } };
}

test('every field of a command has a word in Arabic, and so has every choice of it', () => {
  const fields = new Set<string>();
  const choices = new Set<string>();
  for (const { body } of commandRoutes)
    if (body) collect(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }));
  expect([...fields].filter((name) => !fieldsInArabic[name])).toEqual([]);
  expect([...choices].filter((name) => !choicesInArabic[name] && !/^\d+$/.test(name))).toEqual([]);

  function collect(schema: unknown): void {
    if (typeof schema !== 'object' || schema === null) return;
    const { properties = {}, enum: values = [] } = schema as { properties?: object; enum?: unknown[] };
    for (const name of Object.keys(properties)) fields.add(name);
    for (const value of values) choices.add(String(value));
    for (const part of Object.values(schema)) collect(part);
  }
});
