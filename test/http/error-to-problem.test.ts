import { expect, test } from '@jest/globals';
import { type Client, QueryNotRegisteredError } from '@temporalio/client';
import { problemOf } from '../../api/http/error-to-problem.ts';
import { statusOf } from '../../api/http/problem.ts';
import { askCase, withEngine } from '../../temporal/cases.ts';

const socketError = (code: string) =>
  Object.assign(new Error('This socket has been ended by the other party'), { code });

test.each(['EPIPE', 'ECONNRESET', 'ECONNREFUSED'])(
  'a database that hangs up in the middle of a call (%s) is a 503',
  (code) => {
    const problem = problemOf(socketError(code));
    expect([statusOf(problem), problem.extras.retryAfter]).toEqual([503, 5]);
  },
);

test('an error of our own is a 500 that says nothing of itself', () => {
  const problem = problemOf(new TypeError('name of a customer'));
  expect([statusOf(problem), problem.message.includes('customer')]).toEqual([500, false]);
});

const engine = { withDeadline: (_deadline: number, call: () => Promise<unknown>) => call() } as unknown as Client;
const engineError = (code: number) => Object.assign(new Error(`code ${code}`), { code, details: '', metadata: {} });

test.each([
  ['UNAVAILABLE', 14, 503],
  ['DEADLINE_EXCEEDED', 4, 503],
  ['RESOURCE_EXHAUSTED', 8, 503],
  ['FAILED_PRECONDITION', 9, 503],
  ['INVALID_ARGUMENT', 3, 500],
  ['PERMISSION_DENIED', 7, 500],
  ['UNIMPLEMENTED', 12, 500],
])('an engine that answers %s is worth another try or is set up wrong', async (_name, code, status) => {
  for (const error of [engineError(code), new Error('Failed to start Workflow', { cause: engineError(code) })]) {
    const seen = await withEngine(engine, () => Promise.reject(error)).catch((error: unknown) =>
      statusOf(problemOf(error)),
    );
    expect(seen).toBe(status);
  }
});

test('a case that no worker can bring to life just now is a 503, not a 500', async () => {
  const query = () => Promise.reject(new QueryNotRegisteredError('Nondeterminism error', 3));
  const broken = { ...engine, workflow: { getHandle: () => ({ query }) } } as unknown as Client;
  const asked = askCase(broken, { kind: 'complaint', organisation: 'sandbox', number: 'SB-C-7K3M9-Q2X8TW' });
  const problem = problemOf(await asked.catch((error: unknown) => error));
  expect([statusOf(problem), problem.reason]).toEqual([503, 'OutcomeUnknown']);
});
