import type { Express, Request } from 'express';
import { ipKeyGenerator, type Options, rateLimit } from 'express-rate-limit';
import { readJson } from './server.ts';
import { limitWrongTries, tooMany } from './wrong-tries.ts';

const minute = 60_000;
const quarterHour = 15 * minute;
const hour = 60 * minute;

const address = (request: Request) => ipKeyGenerator(request.ip ?? '');

/** Wrong passwords and wrong secrets are few or somebody guesses; public forms are many only where somebody floods. */
export function limitTries(app: Express): void {
  limitSignIns(app);
  app.use(
    [
      '/public/organisations/:organisation/complaints/:number',
      '/public/organisations/:organisation/registrations/:registration',
      '/public/follow-ups',
    ],
    limitWrongTries({ windowMs: hour, limit: 20, atOnce: 1000, key: address, isWrong: (status) => status === 404 }),
  );
  // Each sends an SMS that somebody pays for; one number is not written to often, whoever asks (db/registrations.ts).
  app.post(
    '/public/organisations/:organisation/registrations',
    limit({ windowMs: hour, limit: 100, keyGenerator: address }),
  );
  app.post(
    ['/public/organisations/:organisation/complaints', '/public/organisations/:organisation/complain'],
    limit({ windowMs: minute, limit: 300, keyGenerator: address }),
  );
  limitAnswers(app);
}

/** Few wrong passwords for one name; more for an address, which a whole office may share. */
function limitSignIns(app: Express): void {
  const username = ({ body }: Request) => String((body as { username?: unknown } | undefined)?.username).slice(0, 200);
  const name = (request: Request) => `${address(request)} ${username(request)}`;
  const isWrong = (status: number) => status === 401;
  app.post(
    '/v1/session',
    readJson,
    limitWrongTries({ windowMs: quarterHour, limit: 20, atOnce: 200, key: name, isWrong }),
    limitWrongTries({ windowMs: quarterHour, limit: 100, atOnce: 500, key: address, isWrong }),
  );
}

/** An open link is for everybody: so many forms an hour from one address to one survey, and no more guesses at invitations. */
function limitAnswers(app: Express): void {
  const survey = '/public/organisations/:organisation/surveys/:survey';
  app.post(
    survey,
    limit({
      windowMs: hour,
      limit: 200,
      keyGenerator: (request) => `${address(request)} ${String(request.params.survey)}`,
      // An invitation is its own limit; wrong ones are counted below.
      skip: (request) => typeof request.query.invitation === 'string',
    }),
  );
  app.use(
    survey,
    limitWrongTries({ windowMs: hour, limit: 200, atOnce: 1000, key: address, isWrong: (status) => status === 404 }),
  );
}

function limit(options: Partial<Options>) {
  return rateLimit({
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    ...options,
    handler: (_request, response) => {
      const seconds = Number(response.getHeader('Retry-After')) || 60;
      throw tooMany(new Date(Date.now() + seconds * 1000));
    },
  });
}
