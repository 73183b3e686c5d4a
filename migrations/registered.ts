import type { Migration } from './migration.ts';
import { sealTimelines } from './steps/0002-seal-timelines.ts';
import { foldTokens } from './steps/0003-fold-tokens.ts';
import { noteChanges } from './steps/0004-note-changes.ts';
import { sayForWhom } from './steps/0005-say-for-whom.ts';
import { keepAsBson } from './steps/0006-keep-as-bson.ts';
import { deflatePayloads } from './steps/0007-deflate-payloads.ts';
import { encryptWords } from './steps/0008-encrypt-words.ts';
import { encryptAnswers } from './steps/0009-encrypt-answers.ts';
import { signCommands } from './steps/0010-sign-commands.ts';
import { pinRootKeys } from './steps/0011-pin-root-keys.ts';
import { sealInterests } from './steps/0012-seal-interests.ts';

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
  sealInterests,
];
