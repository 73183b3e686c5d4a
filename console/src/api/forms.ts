/** What the API says of its commands: where each is, and the schema of its body. Loaded when a case is first opened. */

/** The part of JSON Schema that the API's bodies use. */
export interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: (string | number | boolean)[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  additionalProperties?: boolean | Schema;
  format?: string;
  description?: string;
  default?: unknown;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  pattern?: string;
}

export interface Form {
  path: string;
  ifMatch?: 'required' | 'optional';
  body?: Schema;
}

interface Forms {
  kinds: Record<string, { resource: string; commands: Record<string, string> }>;
  operations: Record<string, Form>;
}

let loaded: Promise<Forms> | undefined;

function forms(): Promise<Forms> {
  loaded ??= import('../../generated/forms.json').then((module) => module.default as unknown as Forms);
  return loaded;
}

/** The form of a command of a kind of case. */
export async function formOf(kind: string, command: string): Promise<Form> {
  const { kinds, operations } = await forms();
  const form = operations[kinds[kind]?.commands[command] ?? ''];
  if (!form) throw new Error(`the API has no ${command} of ${kind}`);
  return form;
}

/** The form of an operation, by its name in the OpenAPI document. */
export async function formNamed(operationId: string): Promise<Form> {
  const form = (await forms()).operations[operationId];
  if (!form) throw new Error(`the API has no ${operationId}`);
  return form;
}
