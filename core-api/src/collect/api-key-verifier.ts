/** Who an API key speaks for; `siteId` null: every site of the agency. */
export interface KeyHolder {
  readonly agencyId: string;
  readonly siteId: string | null;
}

/** What collecting needs to know of API keys; the identity module provides it. */
export abstract class ApiKeyVerifier {
  /** @returns undefined when the key is unknown, revoked, or has not this scope */
  abstract verify(key: string, scope: 'track'): Promise<KeyHolder | undefined>;
}
