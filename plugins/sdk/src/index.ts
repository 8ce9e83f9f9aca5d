export * from '@warp/contracts';
export * from './settings.js';
export * from './http.js';
export * from './destination.js';
export * from './enrichment.js';
