import { packsInForce } from '../../application/policies/published-packs.ts';
import type { Database } from '../../db/database.ts';

/** As whom an organisation writes to its customers, and where they reach it. What is left out is the server's own. */
export interface Identity {
  mailFrom?: string | undefined;
  smsSender?: string | undefined;
  publicUrl?: string | undefined;
}

/** How long what the packs say is taken to be so, in milliseconds. */
const freshMs = 3000;

/**
 * The identity of each organisation. It comes from its policy in force, whatever version a case is pinned to, since a telephone
 * that is no more helps nobody. The settings of this server go before it.
 */
export function identities(
  database: Database,
  settings: Record<string, Identity> = {},
): (organisation: string) => Promise<Identity> {
  let known: { at: number; byId: Map<string, Identity> } | null = null;
  return async (organisation) => {
    if (!known || Date.now() - known.at > freshMs) {
      const packs = await packsInForce(database, Date.now());
      known = { at: Date.now(), byId: new Map(packs.map(({ id, contact }) => [id, contact ?? {}])) };
    }
    const { mailFrom, smsSender, publicUrl } = { ...known.byId.get(organisation), ...settings[organisation] };
    return { mailFrom, smsSender, publicUrl };
  };
}
