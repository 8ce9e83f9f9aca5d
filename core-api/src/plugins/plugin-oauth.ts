import type { DestinationPlugin, TObject } from '@warp/plugin-sdk';

/** The setting in which a plugin finds its access token. */
export const ACCESS_TOKEN = 'access_token';

/** Where vendors send people back to. Each has to know the address exactly (RFC 9700, 2.1), so it is the same for all destinations. */
export const OAUTH_CALLBACK = '/api/oauth/callback';

export const redirectUri = (publicUrl: string): string => `${publicUrl}${OAUTH_CALLBACK}`;

/** Settings a connected account fills in. */
export const filledByAccount = ({ oauth }: Pick<DestinationPlugin, 'oauth'>): readonly string[] =>
  oauth === undefined ? [] : [ACCESS_TOKEN, ...(oauth.keep ?? [])];

/** The settings as an owner fills them in: what a connected account brings may be left out. */
export function settingsToFillIn(plugin: Pick<DestinationPlugin, 'oauth' | 'settings'>): TObject {
  const filled = filledByAccount(plugin);
  const { required = [], ...schema } = plugin.settings;
  return filled.length === 0 ? plugin.settings : { ...schema, required: required.filter((name) => !filled.includes(name)) };
}
