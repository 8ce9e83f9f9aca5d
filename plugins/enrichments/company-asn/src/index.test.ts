import { describePlugin } from '@warp/plugin-sdk/testing';
import plugin from './index.js';

describePlugin(plugin);
