/** What a site's token may be for, and how a person reads it who is asked to allow it. */
export const SITE_SCOPES = {
  read: 'See this site’s figures, events and settings',
  receipts: 'See what became of the events it sent',
  reconcile: 'Compare its orders and page views with what arrived',
  configure: 'Keep this site’s time zone, currency, language, domains and proxies as they are in WordPress',
  privacy: 'Export and erase what is stored of a person',
} as const;
export type SiteScope = keyof typeof SITE_SCOPES;

export const ALL_SITE_SCOPES = Object.keys(SITE_SCOPES) as readonly SiteScope[];
