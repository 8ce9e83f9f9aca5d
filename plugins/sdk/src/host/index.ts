/** What Warp finds, checks and runs plugins with. Plugins themselves have no use for it. */
export * from './check-manifest.js';
export * from './check-package.js';
export * from './check-settings-change.js';
export * from './cut-batches.js';
export * from './harmless-test.js';
export * from './load-plugin.js';
export { checkExamples, runExample, type ExampleRun } from './run-example.js';
export type { SettingFault } from './setting-faults.js';
export * from './stored-settings.js';
export * from './validate-settings.js';
