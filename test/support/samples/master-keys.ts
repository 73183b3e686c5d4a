import { masterKeysOf } from '../../../db/privacy/master-keys.ts';

/** The master keys of the tests, as the setting gives them. */
export const masterKeysSetting = `tests:${Buffer.alloc(32, 'a key of the tests').toString('base64')}`;
export const masterKeys = masterKeysOf(masterKeysSetting);
