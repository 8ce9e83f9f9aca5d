import { PROXY_NETWORKS } from '@warp/contracts';
import { validateSettings } from '@warp/plugin-sdk/host';
import { isNetwork } from '../http/client-address.js';
import { type FieldError, invalid } from '../http/problem.js';
import { isTimeZone } from '../time/buckets.js';
import { checkDomain } from './domain.js';
import { type SiteConfig, siteConfigSchema } from '../database/entities/site-config.js';

type Json = Readonly<Record<string, unknown>>;

/**
 * A site's stored configuration after somebody changed part of it: what is given replaces what was, groups (`consent`,
 * `script`) field by field, lists whole.
 *
 * @param path what stands before a field's name in the request
 * @throws Problem 400 naming every wrong field and its rule.
 */
export function changedSiteConfig(stored: Json, given: Json, path = 'config.'): Json {
  const config = merged(stored, given);
  const checked = validateSettings(siteConfigSchema, config);
  const errors = checked.ok ? factErrors(checked.value) : checked.errors;
  if (errors.length > 0) throw invalid(errors.map((error) => within(path, error)));
  return config;
}

function merged(stored: Json, given: Json): Json {
  const result: Record<string, unknown> = { ...stored };
  for (const [field, value] of Object.entries(given)) {
    const before = stored[field];
    result[field] = isGroup(before) && isGroup(value) ? { ...before, ...value } : value;
  }
  return result;
}

const isGroup = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a JSON Schema cannot say. */
function factErrors(config: SiteConfig): FieldError[] {
  const errors: FieldError[] = [];
  // Offsets such as +01:00 are known to the runtime but do not follow the clock changes of a place.
  if (!/^[A-Za-z]/.test(config.timezone) || !isTimeZone(config.timezone))
    errors.push({ field: 'timezone', rule: 'time_zone', message: 'A time zone is named by region and city, such as Europe/Berlin.' });
  config.trusted_proxies.forEach((network, index) => {
    if (!isNetwork(network) && !PRESETS.includes(network))
      errors.push({
        field: `trusted_proxies.${index}`,
        rule: 'network',
        message: `Entry ${index + 1} must be an address or network such as 10.0.0.0/8, or one of ${PRESETS.join(', ')}.`,
      });
  });
  config.cross_domains.forEach((typed, index) => {
    const checked = checkDomain(`cross_domains.${index}`, typed);
    if (!checked.ok) errors.push(checked.error);
  });
  return errors;
}

const PRESETS = PROXY_NETWORKS.map(({ id }) => id);

const within = (path: string, error: FieldError): FieldError => ({ ...error, field: `${path}${error.field}` });
