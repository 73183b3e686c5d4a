import type { Dependencies } from '../application/dependencies.ts';

/** What the API works with; made once by `server.ts` and handed to everything. */
export interface ApiDependencies extends Dependencies {
  /** The secret that the SMS gateway signs its receipts with, if one is connected. */
  smsToken?: string;
  /** Where it is written who tried what, from where. Left out: in the application's log. */
  securityLog?: Pick<Dependencies['logger'], 'info'>;
  /** The proxies before the API, by their number or addresses: their word on a caller's address is taken. */
  trustProxy?: number | string[];
  /** By how much the limits on requests of a minute are multiplied. Left out: 1. */
  rateLimitTimes?: number;
  /** Whether anybody may read the documentation of all operations. */
  docs: boolean;
  /** True on a person's own machine alone: its user may come in by any of the made accounts. */
  isLocal?: boolean;
  /** The folder of the messages of local mode; left out elsewhere. */
  outboxFolder?: string;
  /** The folder of the built console; left out where there is none. */
  consoleFolder?: string;
  /** Where the worker shows its metrics, if it does. */
  workerMetricsUrl?: string;
}
