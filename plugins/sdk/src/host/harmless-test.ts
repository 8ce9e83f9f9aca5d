import type { DestinationPlugin } from '../author/destination.js';

/** Whether “Test connection” can try a destination without an event that counts. */
export const hasHarmlessTest = (plugin: DestinationPlugin): boolean =>
  plugin.check !== undefined || (plugin.delivery.via === 'http' && plugin.delivery.canValidate === true);
