import { readFileSync } from 'node:fs';
import semver from 'semver';

/** What of a package.json says that the package is a plugin, and for which SDK. */
export interface PluginPackage {
  readonly name?: string;
  readonly version?: string;
  readonly main?: string;
  readonly keywords?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** npm packages that say they are plugins. */
export const PLUGIN_KEYWORD = 'warp-plugin';

const SDK = '@warp/plugin-sdk';

/** Version of this SDK. */
export const SDK_VERSION: string = (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;

/** Everything wrong with a plugin's package.json, in sentences; empty: its code may be loaded. */
export function checkPackage({ dependencies, peerDependencies }: PluginPackage, sdkVersion = SDK_VERSION): readonly string[] {
  const range = peerDependencies?.[SDK] ?? dependencies?.[SDK];
  if (range === undefined) return [`package.json must name ${SDK} among its peerDependencies, with the versions it works with.`];
  if (semver.validRange(range) === null) return [`“${range}” is no range of versions of ${SDK}.`];
  if (!semver.satisfies(sdkVersion, range, { includePrerelease: true })) return [`It needs ${SDK} ${range}; this Warp has ${sdkVersion}.`];
  return [];
}
