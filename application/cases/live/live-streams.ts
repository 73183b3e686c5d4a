import { PassThrough, type Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type CaseDocument, casesOf } from '../../../db/cases/cases.ts';
import { changedCases } from '../../../db/cases/changed-cases.ts';
import type { Database } from '../../../db/database.ts';
import { Refused } from '../../refused.ts';
import { type Change, type Changes, lookBackMs, mostTold } from './changes.ts';

/** How often it is looked what has changed, in milliseconds: once for all who follow an organisation. */
const lookEveryMs = 1000;

/**
 * How long a stream lasts, in milliseconds. Its client comes again and goes on from where it was. It passes all checks anew, so
 * a session that has ended follows nothing for longer than that.
 */
const lifetimeMs = 60_000;

/** How often a stream that has nothing to tell says that it is there, in milliseconds: less than proxies wait. */
const quietMs = 15_000;

/** As many streams as one person has: one for each window that they look at. */
const perPerson = 8;

/** As many as one process has. */
const inAll = 1000;

/** What a client has not read by then, in bytes, is given up: it comes again and reads anew. */
const mostUnread = 65_536;

/** Tells what has changed up to an instant (UTC): the cases, or null if they are too many to be told singly. */
type Told = (cases: readonly CaseDocument[] | null, until: string) => void;

/** What one process looks at for all who follow an organisation: nothing at all if nobody does. */
class Feed {
  private readonly listeners = new Set<Told>();
  private known = new Map<string, number>();
  private readonly database: Database;
  private readonly organisation: string;
  private readonly logger: Pick<Logger, 'warn'>;

  constructor(database: Database, organisation: string, logger: Pick<Logger, 'warn'>) {
    this.database = database;
    this.organisation = organisation;
    this.logger = logger;
  }

  /** @returns how it is stopped */
  follow(told: Told): () => void {
    this.listeners.add(told);
    if (this.listeners.size === 1) void this.goOn();
    return () => this.listeners.delete(told);
  }

  private async goOn(): Promise<void> {
    while (this.listeners.size > 0) {
      await this.look().catch((error: unknown) => this.logger.warn({ err: error }, 'changes could not be looked for'));
      await wait(lookEveryMs, undefined, { ref: false });
    }
  }

  private async look(): Promise<void> {
    const until = new Date().toISOString();
    const since = new Date(Date.parse(until) - lookBackMs).toISOString();
    const found = await changedCases(this.database, this.organisation, { since, most: mostTold + 1 });
    const fresh = found.filter(({ number, revision }) => (this.known.get(number) ?? -1) < revision);
    this.known = new Map(found.map(({ number, revision }) => [number, revision]));
    if (fresh.length === 0) return;
    const numbers = fresh.map(({ number }) => number);
    const isTooMuch = found.length > mostTold;
    const cases = isTooMuch ? null : await casesOf(this.database, this.organisation, numbers);
    for (const told of this.listeners) told(cases, until);
  }
}

/** The streams of server-sent events that one process has open. One per process and database: `liveStreamsOf`. */
export class LiveStreams {
  private readonly database: Database;
  private readonly feeds = new Map<string, Feed>();
  private readonly open = new Map<Readable, string>();

  constructor(database: Database) {
    this.database = database;
  }

  /**
   * A stream for a person: what they are told first, and then what changes.
   * @param readable which of the cases that have changed they may know of
   * @throws Refused `TooManyRequests` if they have too many open, `Unavailable` if the process has
   */
  stream(
    { organisation, staffId, logger }: { organisation: string; staffId: string; logger: Pick<Logger, 'warn'> },
    first: Changes,
    readable: (cases: readonly CaseDocument[]) => Change[],
  ): Readable {
    this.mustHaveRoom(staffId);
    const stream = new PassThrough();
    const write = (text: string) => {
      // It may have been ended already, and not be closed yet.
      if (!stream.writable) return;
      stream.write(text);
      if (stream.writableLength + stream.readableLength > mostUnread) stream.destroy();
    };
    const tell = ({ until, ...told }: Changes) =>
      write(`event: changes\nid: ${until}\ndata: ${JSON.stringify(told)}\n\n`);
    const unfollow = this.feedOf(organisation, logger).follow((cases, until) => {
      const changes = cases ? readable(cases) : [];
      if (changes.length > 0 || !cases) tell({ changes, until, isWhole: cases !== null });
    });
    const quiet = setInterval(() => write(': there\n\n'), quietMs);
    const end = setTimeout(() => stream.end(), lifetimeMs);
    this.open.set(stream, staffId);
    stream.once('close', () => {
      unfollow();
      clearInterval(quiet);
      clearTimeout(end);
      this.open.delete(stream);
    });
    // A browser comes again within a second.
    write('retry: 1000\n');
    tell(first);
    return stream;
  }

  /** Ends all of them: their clients come again, to whichever process serves them then. */
  end(): void {
    for (const stream of this.open.keys()) (stream as PassThrough).end();
  }

  private mustHaveRoom(staffId: string): void {
    const own = [...this.open.values()].filter((one) => one === staffId).length;
    const again = { retryAfter: 5 };
    if (own >= perPerson) throw new Refused('TooManyRequests', 'You follow changes in too many windows.', again);
    if (this.open.size >= inAll)
      throw new Refused('Unavailable', 'Too many people follow changes here. Ask now and then.', again);
  }

  private feedOf(organisation: string, logger: Pick<Logger, 'warn'>): Feed {
    const feed = this.feeds.get(organisation) ?? new Feed(this.database, organisation, logger);
    this.feeds.set(organisation, feed);
    return feed;
  }
}

const all = new WeakMap<Database, LiveStreams>();

/** Those of this process. */
export function liveStreamsOf(database: Database): LiveStreams {
  const streams = all.get(database) ?? new LiveStreams(database);
  all.set(database, streams);
  return streams;
}
