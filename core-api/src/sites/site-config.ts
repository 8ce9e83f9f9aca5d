import { Type, type Static } from '@warp/plugin-sdk';

/**
 * What a site's owner may set, with its defaults: validation, the API's document and the settings form all read this.
 * Stored in `sites.config`; what is not stored takes the default.
 */
export const siteConfigSchema = Type.Object(
  {
    timezone: Type.String({ title: 'Time zone', default: 'UTC', description: 'IANA name; a day in the figures starts by it.' }),
    currency: Type.String({
      title: 'Currency',
      default: '',
      pattern: '^([A-Z]{3})?$',
      description: 'ISO 4217. Amounts in another currency are left out of the revenue; empty: all are added up as they come.',
    }),
    conversions: Type.Array(Type.String({ maxLength: 100 }), {
      title: 'Events that count as a conversion',
      default: ['purchase', 'generate_lead', 'sign_up'],
    }),
    disabled_events: Type.Array(Type.String({ maxLength: 100 }), { title: 'Events that are not accepted', default: [] }),
    consent: Type.Object(
      {
        analytics: Type.Boolean({ title: 'Analytics allowed unless the page says otherwise', default: true }),
        marketing: Type.Boolean({ title: 'Marketing allowed unless the page says otherwise', default: false }),
        without_analytics: Type.Union([Type.Literal('nothing'), Type.Literal('cookieless')], {
          title: 'When analytics is refused',
          default: 'nothing',
        }),
      },
      { title: 'Consent', default: {} },
    ),
    cookieless: Type.Boolean({ title: 'Never store an id in the browser', default: false }),
    respect_gpc: Type.Boolean({ title: 'Honour Global Privacy Control', default: true }),
    respect_dnt: Type.Boolean({ title: 'Honour Do Not Track', default: false }),
    store_full_ip: Type.Boolean({ title: 'Store the whole IP address', default: false }),
    redact_personal_data: Type.Boolean({
      title: 'Remove personal data from addresses and parameters',
      default: true,
      description: 'E-mail addresses, phone numbers, passwords and tokens in page addresses, titles and event parameters are replaced before anything is stored or sent on.',
    }),
    ip_enrichment: Type.Boolean({ title: 'Look up country and organisation by IP address', default: true }),
    trusted_proxies: Type.Array(Type.String({ maxLength: 50 }), {
      title: 'Networks whose forwarded client address is believed',
      default: [],
      description: 'Addresses, networks such as 10.0.0.0/8, or cloudflare for all of Cloudflare’s.',
    }),
    cross_domains: Type.Array(Type.String({ maxLength: 255 }), { title: 'Domains a visit continues on', default: [] }),
    script: Type.Object(
      {
        hash_routing: Type.Boolean({ title: 'A changed #fragment is a page view', default: false }),
        outbound: Type.Boolean({ title: 'Clicks on links to other sites', default: true }),
        downloads: Type.Boolean({ title: 'File downloads', default: true }),
        forms: Type.Boolean({ title: 'Form submissions', default: true }),
        scroll: Type.Boolean({ title: 'Scroll depth', default: true }),
        engagement: Type.Boolean({ title: 'Engagement time', default: true }),
      },
      { title: 'What the script records by itself', default: {} },
    ),
  },
  { additionalProperties: false, $id: 'SiteConfig' },
);

export type SiteConfig = Static<typeof siteConfigSchema>;
