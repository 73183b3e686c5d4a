/** Accounts of other systems, which stand in the directory of staff. */

import { createHash } from 'node:crypto';
import type { Database } from '../database.ts';
import type { StaffDocument } from './staff.ts';

/** A key of a service account, by its hash. `until`: another one takes its place; null while it is the newest. */
export interface ServiceKey {
  id: string;
  hash: string;
  madeAt: string;
  until: string | null;
}

/** What a service account is to have: it gives nothing until a second person has confirmed it. */
export interface ProposedService {
  id: string;
  roles: string[];
  groups: string[];
  departments: string[];
  scopes: string[];
  proposedBy: string;
}

/** Every service account that an organisation has or had. */
export async function servicesOf(database: Database, organisation: string): Promise<StaffDocument[]> {
  return database.staff.find({ organisation, type: 'service' }).sort({ _id: 1 }).lean<StaffDocument[]>();
}

/** The secret has 256 bits: a plain digest gives nothing away. */
export function keyHash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
