import { Value } from '@sinclair/typebox/value';
import { siteConfigSchema, type SiteConfig } from '../database/entities/site-config.js';

/** A stored configuration with every default filled in. What the schema no longer knows is left out. */
export function completeSiteConfig(stored: unknown): SiteConfig {
  const filled = Value.Default(siteConfigSchema, Value.Clone(stored ?? {}));
  return Value.Clean(siteConfigSchema, filled) as SiteConfig;
}
