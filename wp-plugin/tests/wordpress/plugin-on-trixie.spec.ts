import { describePluginOn } from './plugin-on.js';

describePluginOn('trixie', /^6\.8\./);
