/** What a plugin is written with. */
export * from '@warp/contracts';
export * from './settings.js';
export * from './event-names.js';
export * from './http.js';
export * from './destination.js';
export * from './enrichment.js';
export * from './errors.js';
export * from './read-by-status.js';
export * from './hashing.js';
export { countryCode } from './country-code.js';
export { countryOfCallingCode, phoneNumber } from './phone-number.js';
export * from './address.js';
export * from './public-address.js';
export * from './bounded.js';
export * from './example-event.js';
export * from './event-fields.js';
export * from './event-summary.js';
