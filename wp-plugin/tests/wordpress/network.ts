import type { WordPressSite } from './wordpress.js';

/** Turns a single site into a network with a second site below /second/. */
export async function makeNetwork(wordpress: WordPressSite): Promise<void> {
  const { host } = new URL(wordpress.url);
  await wordpress.php(`
    // Until now constants have said where the site is.
    $wpdb->query("UPDATE $wpdb->options SET option_value = '${wordpress.url}' WHERE option_name IN ('home', 'siteurl')");
    define('WP_INSTALLING_NETWORK', true);
    require_once ABSPATH . 'wp-admin/includes/upgrade.php';
    require_once ABSPATH . 'wp-admin/includes/network.php';
    foreach ($wpdb->tables('ms_global') as $table => $prefixed) {
      $wpdb->$table = $prefixed;
    }
    install_network();
    populate_network(1, '${host}', 'owner@example.test', 'Network', '/', false);`);
  await wordpress.configure(`
    define('MULTISITE', true);
    define('SUBDOMAIN_INSTALL', false);
    define('DOMAIN_CURRENT_SITE', '${host}');
    define('PATH_CURRENT_SITE', '/');
    define('SITE_ID_CURRENT_SITE', 1);
    define('BLOG_ID_CURRENT_SITE', 1);`);
  await wordpress.php(
    `wp_insert_site(array('domain' => '${host}', 'path' => '/second/', 'title' => 'Second', 'user_id' => 1));`,
  );
}
