import type { SiteConfig } from '../database/entities/site-config.js';
import { SHARED_SETTINGS, type SettingsOfWordPress, type SharedField, type WordPressReport } from '../database/entities/wordpress-report.js';

/** What of a site takes part. */
export interface SharedSite {
  readonly domain: string;
  readonly domains: readonly string[];
  /** As stored, without defaults. */
  readonly config: Partial<SiteConfig>;
  readonly wordpress: WordPressReport | null;
}

/** A setting on which the two sides differ. For `domains`: those of the WordPress that the site lacks. */
export interface SettingDifference {
  readonly field: SharedField;
  readonly here: string | readonly string[] | null;
  readonly wordpress: string | readonly string[] | null;
}

/**
 * The site after a report. What nobody has set yet is taken over, and so are the host names of the first report: whoever connects a shop in
 * euros expects euros. What somebody did set stays, and shows as a difference.
 */
export function withReport<S extends SharedSite>(site: S, settings: SettingsOfWordPress, nowMs: number): S {
  const unset = SHARED_SETTINGS.filter((field) => settings[field] !== undefined && site.config[field] === undefined);
  const taken: readonly SharedField[] = site.wordpress === null ? [...unset, 'domains'] : unset;
  const wordpress: WordPressReport = { settings, reported_at: new Date(nowMs).toISOString(), declined: site.wordpress?.declined ?? {} };
  return withTaken({ ...site, wordpress }, taken);
}

/** The site with the given fields as its WordPress has them. */
export function withTaken<S extends SharedSite>(site: S, fields: readonly SharedField[]): S {
  const settings = site.wordpress?.settings ?? {};
  const config = Object.fromEntries(SHARED_SETTINGS.filter((field) => fields.includes(field) && settings[field] !== undefined).map((field) => [field, settings[field]]));
  return {
    ...site,
    config: { ...site.config, ...config },
    domains: fields.includes('domains') ? [...site.domains, ...missingDomains(site)] : site.domains,
  };
}

/** The site with the given fields as they are here: the WordPress' values are offered again only when they change. */
export function withDeclined<S extends SharedSite>(site: S, fields: readonly SharedField[]): S {
  if (site.wordpress === null) return site;
  const declined = Object.fromEntries(differencesOf(site).filter(({ field }) => fields.includes(field)).map(({ field, wordpress }) => [field, wordpress]));
  return { ...site, wordpress: { ...site.wordpress, declined: { ...site.wordpress.declined, ...declined } } };
}

/** On what the two sides differ, without what somebody decided to leave so. @param config complete, with defaults */
export function differencesOf(site: SharedSite, config: Partial<SiteConfig> = site.config): readonly SettingDifference[] {
  const { settings = {}, declined = {} } = site.wordpress ?? {};
  const all: SettingDifference[] = SHARED_SETTINGS.flatMap((field) =>
    settings[field] === undefined || isSame(settings[field], config[field]) ? [] : [{ field, here: config[field] ?? null, wordpress: settings[field] }],
  );
  const missing = missingDomains(site);
  if (missing.length > 0) all.push({ field: 'domains', here: [site.domain, ...site.domains], wordpress: missing });
  return all.filter(({ field, wordpress }) => !isSame(declined[field], wordpress));
}

/** Host names of the WordPress that are neither one of the site's nor a subdomain of one. */
function missingDomains({ domain, domains, wordpress }: SharedSite): readonly string[] {
  const known = [domain, ...domains].map((name) => name.toLowerCase());
  return (wordpress?.settings.domains ?? []).filter((host) => !known.some((name) => host === name || host.endsWith(`.${name}`)));
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
