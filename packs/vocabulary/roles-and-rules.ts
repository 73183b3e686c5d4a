/** The closed lists that a pack may draw on. What is not here cannot be said in a pack, so a typing error is found. */

/** Every organisation has these five; its own roles come on top. */
export const standardRoles = ['agent', 'supervisor', 'manager', 'quality', 'auditor'] as const;

export type StandardRole = (typeof standardRoles)[number];

/** How many rules each document of the requirements has: `F-18` exists, `F-19` does not. */
const ruleCounts: Record<string, number> = { F: 18, C: 15, N: 25, B: 9, G: 12, X: 4 };

export function ruleExists(id: string): boolean {
  const [letter = '', digits = ''] = id.split('-');
  return /^\d\d$/.test(digits) && Number(digits) >= 1 && Number(digits) <= (ruleCounts[letter] ?? 0);
}
