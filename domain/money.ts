/** Amounts of money: decimal text with as many decimals as the currency has, never a floating-point number. */

export interface Currency {
  /** ISO 4217 code. */
  code: string;
  /** Digits after the point: 2 for SAR, 3 for BHD. */
  decimals: number;
}

/** The amount in the currency's smallest unit: `"12.5"` in SAR is 1250. Null if the text is no such amount above zero. */
export function minorUnits(amount: string, { decimals }: Currency): number | null {
  // Nine digits before the point keep every sum within whole numbers that are exact.
  const parts = /^(\d{1,9})(?:\.(\d+))?$/.exec(amount);
  const [, whole = '', fraction = ''] = parts ?? [];
  if (!parts || fraction.length > decimals) return null;
  const minor = Number(whole + fraction.padEnd(decimals, '0'));
  return minor > 0 ? minor : null;
}

/** The same amount as it is kept and shown, with all its decimals; null if it is none. */
export function amountText(amount: string, currency: Currency): string | null {
  const minor = minorUnits(amount, currency);
  if (minor === null) return null;
  const digits = String(minor).padStart(currency.decimals + 1, '0');
  const point = digits.length - currency.decimals;
  return currency.decimals === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** True if an amount is not below another one; both have all the decimals of one currency. */
export function isAtLeast(amount: string, needed: string): boolean {
  return BigInt(amount.replace('.', '')) >= BigInt(needed.replace('.', ''));
}

/** The sum of amounts that have all their decimals, as decimal text; exact however many there are. */
export function sumText(amounts: readonly string[], { decimals }: Currency): string {
  const sum = amounts.reduce((total, amount) => total + BigInt(amount.replace('.', '')), 0n);
  const digits = String(sum).padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  return decimals === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
}
