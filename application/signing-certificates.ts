/**
 * Until when what a process signs is certified. A process that starts without a certificate ends. If it ends meanwhile the
 * process goes on, since deadlines do not wait. What it signs then proves nothing, so operators are told early (decision 52).
 */
import type { Logger } from 'pino';
import { type CommandKeys, certifiedUntil } from '../db/command-signatures.ts';
import type { SigningPurpose } from '../db/key-certificates.ts';
import { MS_PER_DAY } from '../domain/deadline/instants-and-dates.ts';

/** From how many days before the end on the log warns, each day. */
const warnedFromDays = 30;
const lookEveryMs = 3_600_000;

/** A certificate of the product's own secret has no end. */
const never = '9999-';

/** The end of each purpose's certificates, UTC; null if it has none now. Left out if there is no end. */
export function endsOfCertificates(
  keys: CommandKeys,
  now: Date,
): { purpose: SigningPurpose; key: string; until: string | null }[] {
  return (['api', 'worker'] as const)
    .map((purpose) => ({ purpose, ...certifiedUntil({ ...keys, purpose }, now.toISOString()) }))
    .filter(({ until }) => !until?.startsWith(never))
    .map(({ purpose, key, until }) => ({ purpose, key, until }));
}

/** Says once a day what operators must do about the certificate of this process. Returns how it is stopped. */
export function watchCertificate(keys: CommandKeys, logger: Pick<Logger, 'warn' | 'error'>): () => void {
  const { purpose: own = 'api' } = keys;
  let saidFrom = { state: '', at: 0 };
  const look = () => {
    const now = new Date();
    const found = endsOfCertificates(keys, now).find(({ purpose }) => purpose === own);
    if (!found) return;
    const { key, until } = found;
    if (until !== null && Date.parse(until) - now.getTime() > warnedFromDays * MS_PER_DAY) return;
    const state = until === null ? 'ended' : 'endsSoon';
    if (saidFrom.state === state && now.getTime() - saidFrom.at < MS_PER_DAY) return;
    saidFrom = { state, at: now.getTime() };
    if (until === null)
      logger.error(
        { key },
        'no certificate of this key is good any more: what it signs proves nothing (docs/how-to/keys.md)',
      );
    else logger.warn({ key, until }, 'the certificate of this key ends soon: certify it anew (docs/how-to/keys.md)');
  };
  look();
  const timer = setInterval(look, lookEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}
