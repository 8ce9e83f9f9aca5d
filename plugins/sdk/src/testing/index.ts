export * from './describe-mapping.js';
export * from './describe-plugin.js';
export * from './lookup-context.js';
export * from './platform.js';
export * from './plugin-checks.js';
export * from './vendor.js';
export { validateSettings } from '../host/validate-settings.js';
