import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { messageSignature } from '../../../domain/case/signed-message.ts';

test('the signature is HMAC-SHA-256 over timestamp and body, as any other program works it out', () => {
  const other = createHmac('sha256', 'token').update('1700000000.{"text":"نص"}').digest('hex');
  expect(messageSignature('token', '1700000000', '{"text":"نص"}')).toBe(`sha256=${other}`);
});

test('another timestamp, another body or another token is another signature', () => {
  const signatures = [
    messageSignature('token', '1', 'body'),
    messageSignature('token', '2', 'body'),
    messageSignature('token', '1', 'bod'),
    messageSignature('other', '1', 'body'),
  ];
  expect(new Set(signatures).size).toBe(4);
});
