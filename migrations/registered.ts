import { sealTimelines } from './0002-seal-timelines.ts';
import { foldTokens } from './0003-fold-tokens.ts';
import { noteChanges } from './0004-note-changes.ts';
import { sayForWhom } from './0005-say-for-whom.ts';
import { keepAsBson } from './0006-keep-as-bson.ts';
import { deflatePayloads } from './0007-deflate-payloads.ts';
import { encryptWords } from './0008-encrypt-words.ts';
import { encryptAnswers } from './0009-encrypt-answers.ts';
import { signCommands } from './0010-sign-commands.ts';
import { pinRootKeys } from './0011-pin-root-keys.ts';
import type { Migration } from './migration.ts';

/**
 * Every migration there ever was, the first one leading from schema 1 to 2. A new one is a file of its own, stands last, and
 * comes with `currentSchema` (db/schema-number.ts) one higher. One that has been released is never changed.
 */
export const registered: readonly Migration[] = [
  sealTimelines,
  foldTokens,
  noteChanges,
  sayForWhom,
  keepAsBson,
  deflatePayloads,
  encryptWords,
  encryptAnswers,
  signCommands,
  pinRootKeys,
];
