/** `track`: send events from a server. `read`: read figures. */
export const API_KEY_SCOPES = ['track', 'read'] as const;
export type ApiKeyScope = (typeof API_KEY_SCOPES)[number];
