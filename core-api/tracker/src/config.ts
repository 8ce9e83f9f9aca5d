import type { TrackerConfig } from '../../src/sites/tracker-script.js';

/** The core puts the site's configuration here as JSON. Read once: the build refuses a second occurrence. */
declare const __WARP_CONFIG__: TrackerConfig;
export const config = __WARP_CONFIG__;
