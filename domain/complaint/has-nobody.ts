import type { ComplaintFields } from './state.ts';

/**
 * True if there is nobody to tell: the problem is the organisation's own (N-25), or it was brought without a name (F-10).
 * No message goes to a customer then, none is recorded, and nobody represents one.
 */
export function hasNobody({ internal, anonymous }: Pick<ComplaintFields, 'internal' | 'anonymous'>): boolean {
  return internal === true || anonymous === true;
}
