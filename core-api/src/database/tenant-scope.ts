/** What a piece of work may write, where it may see. */
export interface Writes {
  /** Names out of the table of the roles' rights. */
  readonly rights: readonly string[];
  /** Roles it may give to people, and whose people it may change. */
  readonly roles: readonly string[];
  /** Set for work that is done by an API key. */
  readonly keyId?: string;
}

/** What of the tenants' data a piece of work may see, and write; row-level security enforces both. Without `writes` it only reads. */
export type TenantScope = (
  | { readonly scope: 'all'; readonly userId: string | null }
  /** Every site of one agency. */
  | { readonly scope: 'agency'; readonly agencyId: string; readonly userId: string }
  /** The sites a user is assigned to. */
  | { readonly scope: 'sites'; readonly agencyId: string; readonly userId: string }
  /** One site, for whoever holds a token or a key of it. */
  | { readonly scope: 'site'; readonly siteId: string; readonly userId?: string }
) & { readonly writes?: Writes };

/** Settings of a transaction that put a scope in force until it ends, in the order of `scopeParameters`. */
const SETTINGS = ['scope', 'agency_id', 'user_id', 'site_id', 'rights', 'roles', 'key_id'] as const;

/** The SQL that puts a scope in force, and its parameters. */
export const SET_SCOPE = `select ${SETTINGS.map((name, index) => `set_config('warp.${name}', $${index + 1}, true)`).join(', ')}`;

export const scopeParameters = (scope: TenantScope): string[] => [
  scope.scope,
  'agencyId' in scope ? scope.agencyId : '',
  'userId' in scope ? (scope.userId ?? '') : '',
  'siteId' in scope ? scope.siteId : '',
  scope.writes?.rights.join(',') ?? '',
  scope.writes?.roles.join(',') ?? '',
  scope.writes?.keyId ?? '',
];
