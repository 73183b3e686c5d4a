import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { AccessLog } from '../db/cases/accesses.ts';
import type { CommandKeys } from '../db/command-signatures.ts';
import type { Database } from '../db/database.ts';
import type { LinkKeys, NamedKey, TokenKeys } from '../db/derivations.ts';
import type { Pack } from '../packs/schema.ts';
import type { MalwareScanner } from './attachments/malware-scanner.ts';
import type { RecentViews } from './cases/reading/find-case.ts';
import type { OpenIdSettings } from './sessions/openid.ts';

/** What use cases work with; made once by a process and handed to everything. */
export interface Dependencies extends CommandKeys, LinkKeys, TokenKeys {
  database: Database;
  temporal: Client;
  /** All published versions of all packs. The list grows while the process runs, so nobody keeps a copy of it. */
  packs: readonly Pack[];
  /** The keys that sign the tokens of sessions: the first one signs, and all of them are good. Left out: the secret's own. */
  sessionKeys?: readonly NamedKey[] | undefined;
  /** The issuer whose tokens open accounts; left out: there is none. */
  openid?: OpenIdSettings | undefined;
  logger: Logger;
  /** Where customers reach the API, such as https://care.example.org. */
  publicUrl: string;
  /** Public addresses of single organisations, if they are others than their packs say. */
  publicUrls?: Record<string, { publicUrl?: string | undefined }>;
  /** Where every look at words is written down. */
  accessLog: AccessLog;
  /** What commands were answered with, while the projection is still on its way. */
  answered: RecentViews;
  /** Looks at every upload before a case gets it. */
  scanner: MalwareScanner;
}

/** What opening a case needs, in the worker as in the API. */
export type OpeningDependencies = Pick<Dependencies, 'database' | 'temporal' | keyof CommandKeys | keyof TokenKeys> & {
  logger: Pick<Logger, 'warn' | 'error'>;
};
