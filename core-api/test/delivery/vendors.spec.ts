import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { REPOSITORY_ROOT } from '../../src/config/repository-root.js';
import { describeFaults } from './fault-suite.js';
import { describesPlatform, findPlatforms, pluginFolders } from './find-platforms.js';

const DESTINATIONS = join(REPOSITORY_ROOT, 'plugins', 'destinations');
/** Of an author who tries a plugin of their own, as docs/plugins.md says. */
const FURTHER = process.env['WARP_PLUGIN_DIRS'] ?? '';

describeFaults(await findPlatforms([DESTINATIONS, ...FURTHER.split(',').filter((folder) => folder !== '')]), { WARP_PLUGIN_DIRS: FURTHER });

it.each(pluginFolders(DESTINATIONS))('%s brings a platform for these tests', (folder) => expect(describesPlatform(folder)).toBe(true));
