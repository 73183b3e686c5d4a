/** The fields of the page's form as the body that JSON clients send: what was left open is left out. */
export function fromForm(fields: Record<string, unknown>): Record<string, unknown> {
  const given = Object.entries(fields).filter(([, value]) => typeof value !== 'string' || value.trim() !== '');
  const own = given.flatMap(([name, value]) => (name.startsWith('field.') ? [[name.slice(6), value] as const] : []));
  const rest = given.filter(([name]) => !name.startsWith('field.') && name !== 'consents');
  const { consents } = fields;
  return {
    ...Object.fromEntries(rest),
    ...(consents === undefined ? {} : { consents: [consents].flat() }),
    ...(own.length > 0 ? { fields: Object.fromEntries(own) } : {}),
  };
}
