import base from '../../jest.config.mjs';

/** The same contract suites as `npm test`, on servers in containers, and restarts of those servers. */
export default {
  ...base,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/contract/**/*.spec.ts', '<rootDir>/test/containers/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/containers/global-setup.ts',
  globalTeardown: '<rootDir>/test/containers/global-teardown.ts',
  testTimeout: 180_000,
};
