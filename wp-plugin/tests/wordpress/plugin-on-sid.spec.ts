import { describePluginOn } from './plugin-on.js';

describePluginOn('sid', /^7\./, 43_101);
