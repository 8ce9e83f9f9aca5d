import { plainly } from '../../src/database/careful.js';
import { SystemDatabase } from '../../src/database/system-database.js';
import { Metrics } from '../../src/metrics/query/port.js';
import { EventStore } from '../../src/metrics/write.js';
import { prepare } from '../../src/pipeline/prepare.js';
import { SiteDirectory } from '../../src/site-directory/site-directory.js';
import { startTestWarp } from '../setup/running-warp.js';
import { describeConformance } from './conformance.js';

describeConformance('numbers out of PostgreSQL', async () => {
  const warp = await startTestWarp({ WARP_ROLES: 'process,serve' });
  const the = <T>(token: abstract new (...parameters: never[]) => T): T => warp.warp.app.get<T>(token, { strict: false });
  return {
    metrics: the(Metrics),
    site: async (config) => the(SiteDirectory).find((await warp.site({ config })).id)!,
    store: async (events, takenOver = []) => {
      const committed = await the(SystemDatabase).transaction(async (client) => (await the(EventStore).store(client, { events, takenOver, prepare }, plainly)).addUp());
      committed();
    },
    stop: () => warp.stop(),
  };
});
