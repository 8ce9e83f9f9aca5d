/** A WordPress that is or was connected to a site. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  readonly via: 'connect' | 'code';
  readonly created_at: string;
  readonly last_used_at: string | null;
  readonly revoked_at: string | null;
}

/** A site that a WordPress can be connected to; `matches`: it lies in one of the site's domains. */
export interface SiteChoice {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly matches: boolean;
}

export interface NewSite {
  readonly name: string;
  readonly domain: string;
}

/** What a WordPress asks for. */
export interface AuthorizationOffer {
  readonly home: string;
  readonly host: string;
  readonly scopes: readonly { readonly scope: string; readonly sentence: string }[];
  readonly sites: readonly SiteChoice[];
  /** Null: the person may not add sites. */
  readonly new_site: NewSite | null;
}

/** A setting on which a site and its WordPress differ. */
export interface SettingDifference {
  readonly field: string;
  readonly here: string | readonly string[] | null;
  readonly wordpress: string | readonly string[] | null;
}
