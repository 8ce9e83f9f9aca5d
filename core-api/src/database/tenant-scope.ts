/** What of the tenants' data a piece of work may see; row-level security enforces it. */
export type TenantScope =
  | { readonly scope: 'all'; readonly userId: string | null }
  /** Every site of one agency. */
  | { readonly scope: 'agency'; readonly agencyId: string; readonly userId: string }
  /** The sites a user is assigned to. */
  | { readonly scope: 'sites'; readonly agencyId: string; readonly userId: string }
  /** One site, for whoever holds a token of it. */
  | { readonly scope: 'site'; readonly siteId: string };

/** The SQL that puts a scope in force until the transaction ends, and its parameters. */
export const SET_SCOPE = `
  select set_config('warp.scope', $1, true), set_config('warp.agency_id', $2, true), set_config('warp.user_id', $3, true), set_config('warp.site_id', $4, true)`;

export const scopeParameters = (scope: TenantScope): [scope: string, agencyId: string, userId: string, siteId: string] => [
  scope.scope,
  'agencyId' in scope ? scope.agencyId : '',
  'userId' in scope ? (scope.userId ?? '') : '',
  'siteId' in scope ? scope.siteId : '',
];
