import type { BuiltPlugin } from './build-plugin.js';
import type { Suite } from './download.js';
import { startShopCore, type ShopCore } from './shop-core.js';
import { bootWordPress, type WordPressSite } from './wordpress.js';

const WOOCOMMERCE = new URL('woocommerce', import.meta.url).pathname;
const CONSENT_API = new URL('wp-consent-api', import.meta.url).pathname;

/** Products of every test shop, by name. */
export interface Products {
  readonly mug: number;
  readonly shirt: number;
  readonly shirtRed: number;
}

export interface Shop {
  readonly wordpress: WordPressSite;
  readonly core: ShopCore;
  readonly products: Products;
  /** What WordPress' cron would do now. */
  cron(hook: string): Promise<void>;
  /** Where WooCommerce keeps orders from now on: in tables of their own (HPOS), or in posts. Orders made before stay where they are, unseen. */
  keepOrdersIn(ownTables: boolean): Promise<void>;
  /** PHP that prints JSON. */
  json(code: string): Promise<unknown>;
  /** Faults that the plugin caught in the shop's hooks. */
  faults(): Promise<unknown>;
  stop(): Promise<void>;
}

/**
 * A WordPress with the stand-in of WooCommerce and Warp, connected, with a mug (12.50 EUR, category Kitchen) and a shirt
 * (20 EUR, in red, category Clothes).
 * @param suite which WordPress: trixie has 6.8, sid 7.1
 * @param ownTables whether orders have tables of their own (HPOS)
 * @param consentApi whether the stand-in of the WP Consent API is active
 */
export async function bootShop(
  plugin: BuiltPlugin,
  options: { suite?: Suite; ownTables?: boolean; consentApi?: boolean; core?: ShopCore } = {},
): Promise<Shop> {
  const core = options.core ?? (await startShopCore());
  const wordpress = await bootWordPress({
    suite: options.suite ?? 'trixie',
    plugins: { warp: plugin.folder, woocommerce: WOOCOMMERCE, 'wp-consent-api': CONSENT_API },
  });
  const json = async (code: string): Promise<unknown> => JSON.parse(await wordpress.php(code));
  const keepOrdersIn = async (ownTables: boolean): Promise<void> => {
    await wordpress.php(`update_option('woocommerce_custom_orders_table_enabled', '${ownTables ? 'yes' : 'no'}');`);
  };
  await keepOrdersIn(options.ownTables !== false);
  await wordpress.php("activate_plugin('woocommerce/woocommerce.php');");
  if (options.consentApi === true) await wordpress.php("activate_plugin('wp-consent-api/wp-consent-api.php');");
  const products = (await json(`
    $make = function ($title, $price, $category, $parent = 0, $variant = '') {
      $id = wp_insert_post(array('post_type' => $parent ? 'product_variation' : 'product', 'post_status' => 'publish',
        'post_title' => $title, 'post_parent' => $parent, 'post_excerpt' => $variant, 'post_name' => sanitize_title($title)));
      update_post_meta($id, '_price', $price);
      if ($category) wp_set_object_terms($id, $category, 'product_cat');
      return $id;
    };
    $shirt = $make('Shirt & tie', '20', 'Clothes');
    echo wp_json_encode(array('mug' => $make('Mug', '12.5', 'Kitchen'), 'shirt' => $shirt, 'shirtRed' => $make('Shirt & tie - Red', '20', '', $shirt, 'Red')));
  `)) as Products;
  await wordpress.php("activate_plugin('warp/warp.php');");
  await wordpress.php(`
    $settings = new Warp\\Settings\\Settings(Warp\\Settings\\Deployment::of_this_site());
    $settings->keep_connection(Warp\\Connection\\ConnectionCode::parse('${core.connectionCode}'));
    do_action('warp_refresh_script');`);
  await fetch(`${wordpress.url}/wp-admin/admin-post.php`);
  return {
    wordpress,
    core,
    products,
    keepOrdersIn,
    json,
    cron: async (hook) => {
      await wordpress.php(`define('DOING_CRON', true); do_action('${hook}');`);
    },
    faults: () => json("echo wp_json_encode(get_option('stand_in_log', array()));"),
    stop: async () => {
      await wordpress.stop();
      await core.stop();
    },
  };
}
