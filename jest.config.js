// Tests run as native ES modules through swc; `npm test` sets --experimental-vm-modules.
const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
};

/** Tests of these folders need no server: they take seconds and run side by side. */
const withoutServers = '<rootDir>/test/(domain|packs|architecture|config)/**/*.test.ts';

export default {
  projects: [
    { ...common, displayName: 'domain', testMatch: [withoutServers] },
    {
      ...common,
      displayName: 'servers',
      testMatch: ['<rootDir>/test/**/*.test.ts', `!${withoutServers}`],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/load/'],
      globalSetup: '<rootDir>/test/support/global-setup.js',
      globalTeardown: '<rootDir>/test/support/global-teardown.js',
    },
  ],
};
