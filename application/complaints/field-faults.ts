/** What is wrong with the fields of a complaint's form, as callers are told it. */

import { checkFields } from '../../packs/intake.ts';
import type { Pack } from '../../packs/schema.ts';
import { invalidBody } from '../refused.ts';

/** Every fault of a form that should be whole, the missing fields first. */
export function fieldFaults(pack: Pack, category: string, fields: Record<string, string>) {
  const { missing, unknown, malformed } = faultsByKind(pack, category, fields);
  return [...missing, ...unknown, ...malformed];
}

/** @throws Refused `Invalid` for one fault of a whole form */
export function mustBeWhole(pack: Pack, category: string, fields: Record<string, string>): void {
  mustHaveNone(fieldFaults(pack, category, fields));
}

/** @throws Refused `Invalid` for one fault of a part of the form: what is not in it is not asked for */
export function mustFitForm(pack: Pack, category: string, fields: Record<string, string>): void {
  const { unknown, malformed } = faultsByKind(pack, category, fields);
  mustHaveNone([...malformed, ...unknown]);
}

function mustHaveNone([first]: { path: string; message: string }[]): void {
  if (first) throw invalidBody([first]);
}

function faultsByKind(pack: Pack, category: string, fields: Record<string, string>) {
  const { missing, unknown, malformed } = checkFields(pack, category, fields);
  return {
    missing: missing.map((field) => ({ path: `fields.${field}`, message: 'is required' })),
    unknown: unknown.map((field) => ({ path: `fields.${field}`, message: 'is not a field of this category' })),
    malformed: malformed.map(({ field, why }) => ({ path: `fields.${field}`, message: why })),
  };
}
