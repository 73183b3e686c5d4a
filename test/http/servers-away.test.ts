import { expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { refusalOf } from '../../application/refusal-of.ts';

const { MongoBulkWriteError, MongoNetworkError, MongoServerError } = mongoose.mongo;

test('a connection that breaks in the middle of a write of one or many is told as a database that is away', () => {
  const broken = new MongoNetworkError('read ECONNRESET');
  // As the driver passes it on from a write of many.
  const ofMany = new MongoBulkWriteError(broken as never, {} as never);
  for (const error of [broken, ofMany]) expect(refusalOf(error)?.reason).toBe('Unavailable');
});

test('what the server says of a write is no matter of the connection', () => {
  const said = { message: 'the document is too large', code: 17419 };
  const ofMany = new MongoBulkWriteError({ ...said, writeErrors: [] }, {} as never);
  for (const error of [new MongoServerError(said), ofMany]) expect(refusalOf(error)).toBeNull();
});
