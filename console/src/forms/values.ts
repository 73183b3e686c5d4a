/** What people type, as the API takes it. */

/** Without what was left empty: the API knows no empty texts, and what is left out has its default. */
export function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(withoutEmpty).filter((item) => item !== undefined);
    return items.length > 0 ? items : undefined;
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([name, part]) => [name, withoutEmpty(part)] as const);
    const said = fields.filter(([, part]) => part !== undefined);
    return said.length > 0 ? Object.fromEntries(said) : undefined;
  }
  return value === '' || value === null ? undefined : value;
}

/** An instant as an input of a browser shows it: the local time to the minute, without zone. */
export function asLocalInput(instant: unknown): string {
  if (typeof instant !== 'string' || !instant) return '';
  const date = new Date(instant);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The instant that an input of a browser shows. */
export function asInstant(local: string): string {
  return local ? new Date(local).toISOString() : '';
}
