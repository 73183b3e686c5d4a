import { z } from 'zod';
import { CalendarSchema, PackSchema } from '../schema.ts';

/** JSON schemas by which an editor completes and underlines policy files, by their path under `policies/`. */
export function editorSchemas(): Record<string, string> {
  return { 'schema.json': jsonSchema(PackSchema), 'calendar.schema.json': jsonSchema(CalendarSchema) };
}

function jsonSchema(schema: z.ZodType): string {
  return `${JSON.stringify(z.toJSONSchema(schema, { io: 'input', reused: 'ref' }), null, 2)}\n`;
}
