export * from './describe-plugin.js';
