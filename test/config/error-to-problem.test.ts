import { expect, test } from '@jest/globals';
import { problemOf } from '../../api/http/error-to-problem.ts';

const socketError = (code: string) =>
  Object.assign(new Error('This socket has been ended by the other party'), { code });

test.each(['EPIPE', 'ECONNRESET', 'ECONNREFUSED'])(
  'a database that hangs up in the middle of a call (%s) is a 503',
  (code) => {
    const problem = problemOf(socketError(code));
    expect([problem.status, problem.extras.retryAfter]).toEqual([503, 5]);
  },
);

test('an error of our own is a 500 that says nothing of itself', () => {
  const problem = problemOf(new TypeError('name of a customer'));
  expect([problem.status, problem.message.includes('customer')]).toEqual([500, false]);
});
