/**
 * `npm run console:client`: writes what the console knows of the API into `console/generated/`. From the OpenAPI document come
 * the types of every operation and the forms of the commands; from the replay, what the events are called.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { kindRoutes } from '../../api/kinds.ts';
import { routes } from '../../api/routes.ts';
import { openApiDocument } from '../../api/system/openapi.ts';
import { eventWords } from '../replay/words.ts';

type Json = Record<string, unknown>;

// Without packs there are no examples: the types and the forms are the same for every organisation.
const document = openApiDocument(routes, []) as unknown as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Json> };
};

interface Operation {
  operationId: string;
  summary: string;
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: Json }> };
}

const folder = join(import.meta.dirname, '..', '..', 'console', 'generated');
mkdirSync(folder, { recursive: true });
const types = astToString(await openapiTS(document as never));
writeFileSync(join(folder, 'schema.d.ts'), types);
write('forms.json', { kinds: resources(), operations: forms() });
write('event-words.json', eventWords);
console.log(`The console's client: ${routes.length} operations, in console/generated/`);

function write(name: string, value: unknown): void {
  writeFileSync(join(folder, name), `${JSON.stringify(value)}\n`);
}

/** Under which address the cases of each kind are, and what each command of it is called there. */
function resources() {
  const kinds = Object.entries(kindRoutes).map(([kind, ofKind]) => {
    const commands = ofKind.flatMap(({ path, method, operationId }) => {
      const [, command] = /\{number\}\/([\w-]+)$/.exec(path) ?? [];
      return method === 'post' && command ? [[command, operationId]] : [];
    });
    const [, resource = ''] = /\{organisation\}\/([\w-]+)/.exec(ofKind[0]?.path ?? '') ?? [];
    return [kind, { resource, commands: Object.fromEntries(commands) }];
  });
  return Object.fromEntries(kinds);
}

/** Every operation with a JSON body, or none: where it is, what it needs in its head, and the schema of its body. */
function forms() {
  const all = Object.entries(document.paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).flatMap(([method, operation]) => {
      if (method !== 'post' || !path.startsWith('/v1/organisations/')) return [];
      const { operationId, parameters = [], requestBody } = operation;
      const body = requestBody?.content['application/json']?.schema;
      if (requestBody && !body) return [];
      const ifMatch = parameters.find((one) => one.in === 'header' && one.name === 'If-Match');
      const needs = ifMatch ? { ifMatch: ifMatch.required ? 'required' : 'optional' } : {};
      return [[operationId, { path, ...needs, ...(body ? { body: resolved(body) } : {}) }] as const];
    }),
  );
  return Object.fromEntries(all);
}

/** The schema with what it refers to in its place. */
function resolved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolved);
  if (typeof value !== 'object' || value === null) return value;
  const { $ref } = value as { $ref?: string };
  if ($ref) return resolved(document.components.schemas[$ref.split('/').at(-1) ?? '']);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, resolved(part)]));
}
