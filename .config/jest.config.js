// One jest for the whole repository: `npm run jest -- <pattern>` runs a part of it.
// Packages import each other's built output, so build first (`npm run build`); `npm test` does.
const swc = [
  '@swc/jest',
  {
    jsc: {
      target: 'es2024',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      keepClassNames: true,
    },
    module: { type: 'es6' },
  },
];

/** @type {import('jest').Config} */
export default {
  rootDir: '..',
  testEnvironment: 'node',
  testMatch: [
    '<rootDir>/core-api/**/*.spec.ts',
    '<rootDir>/plugins/**/*.test.ts',
    '<rootDir>/admin-ui/**/*.spec.ts',
    '<rootDir>/wp-plugin/tests/**/*.spec.ts',
  ],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.warp'],
  modulePathIgnorePatterns: ['/.warp'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': swc },
  coverageProvider: 'v8',
  globalSetup: '<rootDir>/core-api/test/setup/global-setup.js',
  globalTeardown: '<rootDir>/core-api/test/setup/global-teardown.js',
  reporters: ['default', '<rootDir>/core-api/test/setup/closing-line-reporter.js'],
  // Only what hangs runs into it: on a machine that does other work as well everything takes several times as long.
  testTimeout: 120_000,
  maxWorkers: 2,
};
