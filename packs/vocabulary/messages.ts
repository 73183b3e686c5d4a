/**
 * Parameters that are `none` in some messages: a template shows them only inside a `select` on themselves.
 * `customer` is the name of the person who is written to, and `none` in every letter to staff.
 */
const sometimesNone = [
  'dueLocal',
  'reasonCode',
  'clock',
  'amount',
  'link',
  'mergedInto',
  'customer',
  'missing',
  'completeUntil',
  'reopenUntil',
  'followUpUntil',
  'solved',
  'closedBy',
  'saidBy',
  'reopened',
  'benefit',
  'appointment',
  'person',
  'donor',
  'related',
  'rung',
  'item',
  'spoken',
  'programme',
  'place',
] as const;

/** What a template may show. No letter to staff says who the customer is or has a word of theirs (design §2, rule 8). */
export const templateParameters = [
  'number',
  'category',
  'organisation',
  'status',
  'kind',
  'signature',
  ...sometimesNone,
] as const;

/**
 * What a pack's signature may show (G-06). Name, title and department are `none` if no particular person writes, telephone and
 * e-mail address if the pack has no contact.
 */
export const optionalSignatureParameters = ['staffName', 'staffTitle', 'department', 'phone', 'email'] as const;

export const signatureParameters = ['organisation', ...optionalSignatureParameters] as const;

export type TemplateParameter = (typeof templateParameters)[number];

export const optionalParameters: readonly TemplateParameter[] = sometimesNone;

/** Ladders write to staff with these two: the first for a rung before the due instant, the second from then on. */
export const ladderTemplates = ['deadline-near', 'deadline-missed'] as const;
