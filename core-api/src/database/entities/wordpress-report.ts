import type { SiteConfig } from './site-config.js';

/** Settings that a WordPress knows as well: the site's owner keeps them there. */
export const SHARED_SETTINGS = ['timezone', 'currency', 'country', 'language', 'week_start', 'page_parameters'] as const;
export type SharedSetting = (typeof SHARED_SETTINGS)[number];

/** What can differ between the two sides: the settings, and the host names the WordPress has or had. */
export const SHARED_FIELDS = [...SHARED_SETTINGS, 'domains'] as const;
export type SharedField = (typeof SHARED_FIELDS)[number];

/** What a WordPress says of itself; what it does not know is left out. */
export type SettingsOfWordPress = Partial<Pick<SiteConfig, SharedSetting>> & { readonly domains?: readonly string[] };

/** The last report, as it is kept beside the site. */
export interface WordPressReport {
  readonly settings: SettingsOfWordPress;
  /** ISO 8601. */
  readonly reported_at: string;
  /** Values somebody decided against, by field: they are not offered again. */
  readonly declined: Partial<Record<SharedField, unknown>>;
}
