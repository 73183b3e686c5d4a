import type { Express, NextFunction, Request, Response } from 'express';
import { ipKeyGenerator, type Options, rateLimit } from 'express-rate-limit';
import type { Dependencies } from '../../application/dependencies.ts';
import { SharedCounts } from '../../application/shared-counts.ts';
import { readJson } from './admit.ts';
import { limitWrongTries, slowWrongTries, tooMany } from './wrong-tries.ts';

const minute = 60_000;
const quarterHour = 15 * minute;
const hour = 60 * minute;

const address = (request: Request) => ipKeyGenerator(request.ip ?? '');

type Shared = Pick<Dependencies, 'database' | 'secret'>;

/**
 * Many wrong passwords mean guessing; many public forms mean flooding. All counts are shared by the processes of the API. A
 * wrong secret of a link shuts nobody out: the holder of the right one shares an address with thousands.
 */
export function limitTries(app: Express, shared: Shared): void {
  limitSignIns(app, shared);
  limitTokens(app, shared);
  slowWrongLinks(app, shared);
  // Each sends an SMS that somebody pays for; one number is not written to often, no matter who asks (db/access/registrations.ts).
  app.post('/public/organisations/:organisation/registrations', limit(shared, 'registrations', hour, 100));
  app.post(
    ['/public/organisations/:organisation/complaints', '/public/organisations/:organisation/complain'],
    limit(shared, 'openings', minute, 300),
  );
  limitAnswers(app, shared);
}

/** Wrong secrets are counted by address and by what they are tried at: the guesser waits, and nobody else. */
function slowWrongLinks(app: Express, shared: Shared): void {
  const slow = (name: string, what: (request: Request) => string) =>
    slowWrongTries({
      wrong: new SharedCounts(shared, name, hour),
      ...{ after: 20, pauseMs: 1000, isWrong: isNotFound },
      key: (request) => `${address(request)} ${what(request).toUpperCase()}`,
    });
  const named = ({ params }: Request) => `${String(params.organisation)}/${String(params.number ?? params.survey)}`;
  app.use('/public/organisations/:organisation/complaints/:number', slow('wrong-secrets', named));
  app.use('/public/organisations/:organisation/surveys/:survey', slow('wrong-invitations', named));
  // Number and secret come in the body: what is tried at is the organisation's.
  app.use(
    '/public/organisations/:organisation/follow',
    slow('wrong-numbers', ({ params }) => String(params.organisation)),
  );
  // What they are about is known by the secret alone.
  app.use(
    '/public/organisations/:organisation/registrations/:registration',
    slow('wrong-registrations', () => ''),
  );
  app.use(
    '/public/follow-ups',
    slow('wrong-follow-ups', () => ''),
  );
}

const isNotFound = (status: number) => status === 404;

/**
 * Few wrong passwords for one name from one address; more for an address, which a whole office may share. Guesses at one
 * account from many addresses come one a second. An address from which that account has signed in does not wait: nobody
 * can shut a colleague out (S8).
 */
function limitSignIns(app: Express, shared: Shared): void {
  const username = ({ body }: Request) => {
    const { username: person, service } = (body ?? {}) as { username?: unknown; service?: unknown };
    return String(person ?? service).slice(0, 200);
  };
  const name = (request: Request) => `${address(request)} ${username(request)}`;
  // The right password of an account that has a second factor as well is no guess.
  const isWrong = (status: number, refused: unknown) => status === 401 && refused !== 'SecondFactorNeeded';
  const wrong = (what: string) => new SharedCounts(shared, what, quarterHour);
  const right = new SharedCounts(shared, 'right-passwords', 30 * 24 * hour);
  const noteRight = (request: Request, response: Response, next: NextFunction) => {
    response.once('finish', () => {
      if (response.statusCode === 201) void right.add(name(request)).catch(() => undefined);
    });
    next();
  };
  app.post(
    ['/v1/session', '/v1/session/browser', '/v1/session/password', '/v1/service-token'],
    readJson,
    limitWrongTries({ wrong: wrong('wrong-passwords-name'), limit: 20, atOnce: 200, key: name, isWrong }),
    limitWrongTries({ wrong: wrong('wrong-passwords'), limit: 100, atOnce: 500, key: address, isWrong }),
    slowWrongTries({
      wrong: wrong('wrong-passwords-account'),
      ...{ after: 20, pauseMs: 1000, inLine: 10, isWrong, key: username },
      isKnown: async (request) => (await right.known(name(request))).totalHits > 0,
    }),
    noteRight,
  );
}

/** A token of the issuer names no account before it is read: wrong ones are counted by address alone. */
function limitTokens(app: Express, shared: Shared): void {
  const wrong = new SharedCounts(shared, 'wrong-tokens', quarterHour);
  const isWrong = (status: number) => status === 401;
  app.post('/v1/session/openid', limitWrongTries({ wrong, limit: 100, atOnce: 500, key: address, isWrong }));
}

/** An open link is for everybody: so many forms an hour from one address to one survey. An invitation is its own limit. */
function limitAnswers(app: Express, shared: Shared): void {
  app.post(
    '/public/organisations/:organisation/surveys/:survey',
    limit(shared, 'answers', hour, 200, {
      keyGenerator: (request) => `${address(request)} ${String(request.params.survey)}`,
      skip: (request) => typeof request.query.invitation === 'string',
    }),
  );
}

function limit(shared: Shared, name: string, windowMs: number, most: number, options: Partial<Options> = {}) {
  return rateLimit({
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: address,
    ...{ identifier: name, windowMs, limit: most, store: new SharedCounts(shared, name, windowMs) },
    ...options,
    handler: (_request, response) => {
      const seconds = Number(response.getHeader('Retry-After')) || 60;
      throw tooMany(new Date(Date.now() + seconds * 1000));
    },
  });
}
