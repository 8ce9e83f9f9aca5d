export * from './describe-mapping.js';
export * from './describe-plugin.js';
export * from './lookup-context.js';
export * from './plugin-checks.js';
