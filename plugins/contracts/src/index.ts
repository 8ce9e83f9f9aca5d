export * from './schema.js';
export * from './event-schema.js';
export * from './reading.js';
export * from './warp-event.js';
export * from './company.js';
export * from './outcomes.js';
export * from './collect-codes.js';
export * from './tables.js';
