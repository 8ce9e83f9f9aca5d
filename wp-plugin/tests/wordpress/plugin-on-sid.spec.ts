import { describePluginOn } from './plugin-on.js';

describePluginOn('sid', /^7\./);
