import { afterAll, beforeAll, describe } from '@jest/globals';
import { describeWith, type Capability } from '../../../core-api/test/setup/capabilities.js';
import { buildPlugin, type BuiltPlugin } from './build-plugin.js';
import type { Suite } from './download.js';
import { bootShop, type Shop } from './shop.js';

/** The oldest and the newest WordPress that the plugin is for, as Debian has them. */
export const RELEASES: readonly { readonly suite: Suite; readonly version: string }[] = [
  { suite: 'trixie', version: '6.8' },
  { suite: 'sid', version: '7.1' },
];

/** Where WooCommerce keeps orders: High-Performance Order Storage on and off. On comes first: then nothing of an order lies in posts. */
export const ORDER_TABLES = [
  { tables: 'tables of their own (HPOS)', ownTables: true },
  { tables: 'posts', ownTables: false },
] as const;

export interface Release {
  readonly suite: Suite;
  /** A shop on this release, made sure of. */
  readonly boot: (options?: { ownTables?: boolean }) => Promise<Shop>;
}

/** The same on every release; `describe.each(ORDER_TABLES)` inside makes it four shops, or two whose orders move. */
export function describeOnEveryRelease(needs: readonly Capability[], title: string, describeRelease: (release: Release) => void): void {
  describeWith(needs, title, () => {
    let plugin: BuiltPlugin;
    beforeAll(async () => {
      plugin = await buildPlugin();
    });
    afterAll(() => plugin?.remove());

    describe.each(RELEASES)('on WordPress $version', ({ suite, version }) => {
      const boot = async (options: { ownTables?: boolean } = {}): Promise<Shop> => {
        const shop = await bootShop(plugin, { suite, ...options });
        const found = await shop.wordpress.php("echo get_bloginfo('version');");
        if (!found.startsWith(`${version}.`) && found !== version) throw new Error(`Debian ${suite} has WordPress ${found}, not ${version}.`);
        return shop;
      };
      describeRelease({ suite, boot });
    });
  });
}
