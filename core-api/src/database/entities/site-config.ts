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
      errorMessage: 'A currency is a code of three capital letters, such as EUR. Leave it empty for amounts as they come.',
      description: 'ISO 4217. Amounts in another currency are left out of the revenue; empty: all are added up as they come.',
    }),
    country: Type.String({
      title: 'Country',
      default: '',
      pattern: '^([A-Z]{2})?$',
      errorMessage: 'A country is a code of two capital letters, such as DE.',
      description: 'ISO 3166-1, such as DE. Completes phone numbers of people who gave no country; empty: those are not completed.',
    }),
    language: Type.String({
      title: 'Language',
      default: '',
      pattern: '^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$',
      errorMessage: 'A language is a code such as de or de-AT.',
      description: 'BCP 47, such as de-AT: what the pages are written in.',
    }),
    week_start: Type.Union([Type.Literal('monday'), Type.Literal('sunday'), Type.Literal('saturday')], { title: 'First day of the week', default: 'monday' }),
    page_parameters: Type.Array(Type.String({ pattern: '^[A-Za-z0-9_.-]{1,64}$', errorMessage: 'The name of a query parameter has letters, digits, “_”, “.” and “-”, at most 64, such as page_id.' }), {
      title: 'Query parameters that name a page',
      default: [],
      maxItems: 30,
      description: 'Other parameters are no part of a page. WordPress names its own, such as p and page_id, on connecting.',
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
