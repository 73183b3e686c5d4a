// Tests run as native ES modules through swc; `npm test` sets --experimental-vm-modules.
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';

const common = {
  testEnvironment: '<rootDir>/test/support/jest/environment.js',
  // What a test file leaves behind goes with its worker; cleaning up after each file takes longer than many of them.
  testEnvironmentOptions: { globalsCleanup: 'off' },
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
};

/** Large volumes take many minutes: they run by `npm run test:load` alone. */
const withoutLoad = process.env.INAYA_LOAD === '1' ? [] : ['<rootDir>/test/load/'];

/** A browser is not on every machine: those tests run by `npm run test:browser` alone. */
const withoutBrowser = process.env.INAYA_BROWSER === '1' ? [] : ['<rootDir>/test/browser/'];

/** Tests of these folders need no server: they take seconds and run side by side. */
const withoutServers = '(activities|application|architecture|config|db|domain|http|packs|reports|scripts|temporal)';

/**
 * Files that the command names. A file such as `test/domain/case/rights.ts` is part of `test/domain/case.test.ts` in a whole
 * run, since each file that Jest starts costs time; named by its path, it is a test file of its own.
 */
const named = process.argv
  .slice(2)
  .filter((word) => word.endsWith('.ts') && existsSync(word))
  .map((file) => relative(import.meta.dirname, resolve(file)).replaceAll('\\', '/'))
  .filter((file) => file.startsWith('test/') && !file.startsWith('test/support/'));
const namedIn = (folders) => named.filter((file) => folders.test(file)).map((file) => `<rootDir>/${file}`);
const needsNoServer = new RegExp(`^test/${withoutServers}/`);

export default {
  // The tests of a file run in any order, so that none comes to need the one before it. Jest knows this for a whole run
  // only: those with servers, which their script names, keep their order.
  randomize: !process.argv.includes('servers'),
  testSequencer: '<rootDir>/test/support/jest/longest-first.js',
  // A test waits for what it expects and says what was missing; this is only for one that hangs.
  testTimeout: 300_000,
  projects: [
    {
      ...common,
      displayName: 'domain',
      testMatch: [`<rootDir>/test/${withoutServers}/**/*.test.ts`, ...namedIn(needsNoServer)],
    },
    {
      ...common,
      displayName: 'servers',
      testMatch: ['<rootDir>/test/**/*.test.ts', ...named.map((file) => `<rootDir>/${file}`)],
      // Not a `!` pattern: Jest replaces <rootDir> only at the beginning of one.
      testPathIgnorePatterns: [
        '/node_modules/',
        ...withoutLoad,
        ...withoutBrowser,
        `<rootDir>/test/${withoutServers}/`,
      ],
      globalSetup: '<rootDir>/test/support/jest/global-setup.js',
      globalTeardown: '<rootDir>/test/support/jest/global-teardown.js',
    },
  ],
};
