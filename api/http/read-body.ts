/** The one door by which bodies and queries come in. */

import express, { type Request, type Response } from 'express';
import { Refused } from '../../application/refused.ts';
import { soundText } from '../../domain/sound-text.ts';
import type { Route } from './route.ts';

/** The very bytes of a body, for a check of the signature over them. */
const rawBodies = new WeakMap<object, string>();

export const rawBody = (request: Request): string => rawBodies.get(request) ?? '';

/** Reads a JSON body. If it has been read already, nothing happens. */
export const readJson = express.json({
  limit: '64kb',
  strict: true,
  reviver: soundValue,
  verify: (request, _response, bytes) => rawBodies.set(request, bytes.toString()),
});

const readFields = express.urlencoded({ limit: '64kb', extended: false });

/**
 * Nobody means `__proto__`: zod would pass over it in silence, though every other unknown field is an error. This is the one
 * door by which texts come in. So they are such as JSON, XML and workbooks can carry.
 */
function soundValue(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new SyntaxError('the key __proto__ is not allowed');
  return typeof value === 'string' ? soundText(value) : value;
}

/** As `soundValue`, of what an HTML form or a query holds: texts, or lists of texts. */
export function soundFields(fields: Record<string, unknown>): Record<string, unknown> {
  const sound = (value: unknown): unknown => (Array.isArray(value) ? value.map(sound) : soundValue('', value));
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, sound(value)]));
}

/** Reads the body of a JSON client, or of an HTML form if the route takes one. */
export async function readBody({ fromForm }: Route, request: Request, response: Response): Promise<void> {
  const isForm = fromForm !== undefined && Boolean(request.is('application/x-www-form-urlencoded'));
  const read = isForm ? readFields : readJson;
  await new Promise<void>((resolve, reject) => {
    read(request, response, (error?: unknown) => (error ? reject(error as Error) : resolve()));
  });
  if (isForm) {
    const { idempotencyKey: key, ...fields } = soundFields((request.body ?? {}) as Record<string, unknown>);
    // A form can send no header: a hidden field is its key.
    if (typeof key === 'string') request.headers['idempotency-key'] ??= key;
    request.body = fromForm(fields);
  }
  if (request.body === undefined) {
    const length = request.get('transfer-encoding') ? undefined : (request.get('content-length') ?? '0');
    if (length !== '0') throw new Refused('Malformed', 'The body must be JSON, with Content-Type: application/json.');
    request.body = {};
  }
}
