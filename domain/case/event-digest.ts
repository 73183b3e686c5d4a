/**
 * What the digest of an event covers. From version 2 on the fields that a reader may be kept from stand in it as digests of
 * their own, each with a nonce. A reader without a field gets its digest instead, cannot guess it, and checks the chain.
 */
import { canonicalJson, digest } from '../digest.ts';
import type { TimelineEvent } from './event.ts';

/** An event before it has a digest, or the rest of one. */
export type Undigested = Omit<TimelineEvent, 'digest'>;

/** The nonce of one event, from the secret of its case. */
export function eventNonce(secret: string, sequence: number): string {
  return digest(`${secret}\n${sequence}`).slice(0, 32);
}

/**
 * The digest of an event covers everything but `recordedAt`. The engine's clock is not the same at a replay. A task that
 * left no command is taken together with the one after it, whose Update then sees the earlier time (decision 6).
 */
export function digestOf({ recordedAt: _, ...content }: Undigested): string {
  if (content.v === 1) return digest(content);
  const { commandId, data, nonce, nonces, withheld, ...open } = content;
  const fields: Record<string, string> = { ...withheld };
  for (const [field, value] of coveredFields(content)) {
    // What is shown must be what was digested, whatever is said to be withheld.
    fields[field] = fieldDigest(nonces?.[field] ?? fieldNonce(nonce ?? '', field), value);
  }
  return digest({ ...open, fields });
}

/** An event as it is shown to somebody who may not see some fields of its data, or which other case made it. */
export function withoutFields(event: TimelineEvent, fields: string[], alsoCommandId = false): TimelineEvent {
  const kept = Object.entries(event.data).filter(([field]) => !fields.includes(field));
  const isWhole = kept.length === Object.keys(event.data).length;
  if (isWhole && !alsoCommandId) return event;
  const shown = {
    ...event,
    ...(alsoCommandId ? { commandId: 'hidden' } : {}),
    ...(isWhole ? {} : { data: { ...Object.fromEntries(kept), hidden: true } }),
  };
  const { nonce, ...rest } = shown;
  if (nonce === undefined) return shown;
  const [nonces, withheld]: [Record<string, string>, Record<string, string>] = [{}, {}];
  for (const [field, value] of coveredFields(event)) {
    const isShown = field === 'commandId' ? !alsoCommandId : !fields.includes(field.slice('data.'.length));
    if (isShown) nonces[field] = fieldNonce(nonce, field);
    else withheld[field] = fieldDigest(fieldNonce(nonce, field), value);
  }
  return { ...rest, nonces, withheld };
}

/** What may be kept from a reader: the command that made the event, which may be another case's, and each field of its data. */
function coveredFields({ commandId, data, withheld }: Pick<Undigested, 'commandId' | 'data' | 'withheld'>) {
  const ofData = Object.entries(data).filter(([, value]) => value !== undefined);
  const fields = ofData.map(([field, value]): [string, unknown] => [`data.${field}`, value]);
  const all: [string, unknown][] = [['commandId', commandId], ...fields];
  // What only says that something is left out is no part of the event.
  const isSaying = ([field, value]: [string, unknown]) =>
    (field === 'data.hidden' && value === true) ||
    (field === 'commandId' && value === 'hidden' && field in (withheld ?? {}));
  return withheld ? all.filter((one) => !isSaying(one)) : all;
}

function fieldNonce(ofEvent: string, field: string): string {
  return digest(`${ofEvent}\n${field}`).slice(0, 32);
}

function fieldDigest(nonce: string, value: unknown): string {
  return digest(`${nonce}\n${canonicalJson(value)}`);
}
