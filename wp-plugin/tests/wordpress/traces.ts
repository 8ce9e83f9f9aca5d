import type { WordPressSite } from './wordpress.js';

/**
 * Everything in a WordPress that holds the plugin's name or one of the names it made for a site: rows of every table, files, and
 * what stands in files outside of the plugin's own folder. WordPress' own lists of plugins and the tests' files are left out.
 * @param names random names, as the sites' settings had them
 */
export async function tracesOf(wordpress: WordPressSite, names: readonly string[]): Promise<string[]> {
  return JSON.parse(
    await wordpress.php(`
      global $wpdb;
      $words = '/warp|' . implode('|', json_decode('${JSON.stringify(names)}')) . '/i';
      $own = array('active_plugins', 'active_sitewide_plugins', 'recently_activated', 'uninstall_plugins', '_site_transient_update_plugins');
      $found = array();
      foreach ($wpdb->get_col('SHOW TABLES') as $table) {
        if (preg_match($words, $table)) {
          $found[] = "table $table";
          continue;
        }
        foreach ($wpdb->get_results("SELECT * FROM $table", ARRAY_A) as $row) {
          $name = $row['option_name'] ?? $row['meta_key'] ?? '';
          if (!in_array($name, $own, true) && preg_match($words, implode(' ', $row))) {
            $found[] = trim("row of $table $name");
          }
        }
      }
      $files = new RecursiveIteratorIterator(new RecursiveDirectoryIterator(ABSPATH, FilesystemIterator::SKIP_DOTS), RecursiveIteratorIterator::SELF_FIRST);
      foreach ($files as $file) {
        $path = substr((string) $file, strlen(ABSPATH));
        if (preg_match('#^wp-(admin|includes)/|^wp-content/(plugins|themes|mu-plugins/sqlite|database)|^wp-config|^(install|router)\\.php$|^wp-content/debug.log#', $path)) {
          continue;
        }
        if (preg_match($words, $path) || ($file->isFile() && preg_match($words, file_get_contents((string) $file)))) {
          $found[] = "file $path";
        }
      }
      sort($found);
      echo wp_json_encode($found);`),
  ) as string[];
}

/** The names a site's settings hold. */
export async function namesOf(wordpress: WordPressSite): Promise<string[]> {
  const kept = JSON.parse(await wordpress.php("echo wp_json_encode(get_option('warp_settings'));")) as Record<string, unknown>;
  return Object.values(kept).filter((value): value is string => typeof value === 'string' && /^[cdfghjkmnqrvwxyz]{12}$/.test(value));
}

/**
 * Where in a WordPress some texts stand: rows of every table, names and contents of files. What WooCommerce keeps of an order itself, and
 * the files of WordPress and its plugins, are left out; the database's own file holds pages that are no longer in use.
 * @param marks texts that stand for a person
 */
export async function marksIn(wordpress: WordPressSite, marks: readonly string[]): Promise<string[]> {
  return JSON.parse(
    await wordpress.php(`
      global $wpdb;
      $marks = json_decode('${JSON.stringify(marks)}');
      $in = static function ($text) use ($marks) {
        return array_values(array_filter($marks, static fn($mark) => false !== strpos($text, $mark)));
      };
      $found = array();
      foreach ($wpdb->get_col('SHOW TABLES') as $table) {
        foreach ($wpdb->get_results("SELECT * FROM $table", ARRAY_A) as $row) {
          $name = $row['meta_key'] ?? $row['option_name'] ?? '';
          if (preg_match('/wc_orders$/', $table) || '_stand_in_data' === $name) {
            continue;
          }
          foreach ($in(implode(' ', $row)) as $mark) {
            $found[] = "$mark in $table $name";
          }
        }
      }
      $files = new RecursiveIteratorIterator(new RecursiveDirectoryIterator(ABSPATH, FilesystemIterator::SKIP_DOTS), RecursiveIteratorIterator::SELF_FIRST);
      foreach ($files as $file) {
        $path = substr((string) $file, strlen(ABSPATH));
        if (preg_match('#^wp-(admin|includes)/|^wp-content/(plugins|themes|mu-plugins/sqlite|database)#', $path)) {
          continue;
        }
        foreach ($in($path . ($file->isFile() ? file_get_contents((string) $file) : '')) as $mark) {
          $found[] = "$mark in file $path";
        }
      }
      echo wp_json_encode(array_values(array_unique($found)));`),
  ) as string[];
}
