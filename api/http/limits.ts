import type { Express, Request, Response } from 'express';
import { ipKeyGenerator, type Options, rateLimit } from 'express-rate-limit';
import { ApiProblem } from './problem.ts';

const quarterHour = 15 * 60_000;

/** Wrong passwords and wrong secrets are few or somebody guesses; public forms are many only where somebody floods. */
export function limitTries(app: Express): void {
  const address = (request: Request) => ipKeyGenerator(request.ip ?? '');
  app.post(
    '/v1/session',
    limit({ windowMs: quarterHour, limit: 20, skipSuccessfulRequests: true, keyGenerator: address }),
  );
  app.use(
    [
      '/public/organisations/:organisation/complaints/:number',
      '/public/organisations/:organisation/registrations/:registration',
      '/public/follow-ups',
    ],
    // The number of wrong tries in an hour after which an address must wait.
    limit({
      windowMs: 4 * quarterHour,
      limit: 20,
      keyGenerator: address,
      requestWasSuccessful: (_request: Request, response: Response) => response.statusCode !== 404,
      skipSuccessfulRequests: true,
    }),
  );
  // Each sends an SMS that somebody pays for; one number is not written to often, whoever asks (db/registrations.ts).
  app.post(
    '/public/organisations/:organisation/registrations',
    limit({ windowMs: 4 * quarterHour, limit: 100, keyGenerator: address }),
  );
  app.post(
    '/public/organisations/:organisation/complaints',
    limit({ windowMs: 60_000, limit: 300, keyGenerator: address }),
  );
  limitAnswers(app);
}

/** An open link is for everybody: so many forms an hour from one address to one survey, and no more guesses at invitations. */
function limitAnswers(app: Express): void {
  const survey = '/public/organisations/:organisation/surveys/:survey';
  const address = (request: Request) => ipKeyGenerator(request.ip ?? '');
  app.post(
    survey,
    limit({
      windowMs: 4 * quarterHour,
      limit: 200,
      keyGenerator: (request) => `${address(request)} ${String(request.params.survey)}`,
      // An invitation is its own limit; wrong ones are counted below.
      skip: (request) => typeof request.query.invitation === 'string',
    }),
  );
  app.use(
    survey,
    limit({
      windowMs: 4 * quarterHour,
      // Those that are being answered count until they have been: a neighbourhood may answer at once from one address.
      limit: 200,
      keyGenerator: address,
      requestWasSuccessful: (_request: Request, response: Response) => response.statusCode !== 404,
      skipSuccessfulRequests: true,
    }),
  );
}

function limit(options: Partial<Options>) {
  return rateLimit({
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    ...options,
    handler: (_request, response) => {
      const retryAfter = Number(response.getHeader('Retry-After')) || 60;
      throw new ApiProblem('TooManyRequests', 'Too many tries from this address. Wait, then try again.', {
        retryAfter,
      });
    },
  });
}
