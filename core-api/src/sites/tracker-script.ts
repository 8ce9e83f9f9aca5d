/**
 * What the browser script is told of its site. The script carries it as JSON, so nothing secret may be in it; every
 * field is public and every byte counts.
 */
export interface TrackerConfig {
  readonly script_id: string;
  /** Where events are posted: an absolute address, or a path of the page's own host. */
  readonly endpoint: string;
  /** Name of the function in `window`, `warp` unless the site renames it. */
  readonly global: string;
  /** What holds until the page says otherwise, and what happens while analytics is refused. */
  readonly consent: {
    readonly analytics: boolean;
    readonly marketing: boolean;
    readonly without_analytics: 'nothing' | 'cookieless';
  };
  readonly cookieless: boolean;
  readonly respect_gpc: boolean;
  readonly respect_dnt: boolean;
  readonly hash_routing: boolean;
  readonly outbound: boolean;
  /** Pattern of the file extensions that count as a download, without the dot; empty: downloads are not recorded. */
  readonly downloads: string;
  readonly forms: boolean;
  /** Percentages of the page's height that are recorded when they are reached; none: scrolling is not recorded. */
  readonly scroll: readonly number[];
  readonly engagement: boolean;
}

/** The part of a site's configuration that its script needs. */
export interface TrackedSite extends Pick<TrackerConfig, 'consent' | 'cookieless' | 'respect_gpc' | 'respect_dnt'> {
  readonly script: Pick<TrackerConfig, 'hash_routing' | 'outbound' | 'forms' | 'engagement'> & {
    readonly downloads: boolean;
    readonly scroll: boolean;
  };
}

/** GA4's list of enhanced measurement (support.google.com/analytics/answer/9216061). */
const DOWNLOAD_EXTENSIONS =
  'pdf|xlsx?|docx?|txt|rtf|csv|exe|key|pps|pptx?|7z|pkg|rar|gz|zip|avi|mov|mp4|mpe?g|wmv|midi?|mp3|wav|wma';

const SCROLL_PERCENTAGES = [25, 50, 75, 90];

/** Where the built script wants its configuration: an identifier that stands in it exactly once. */
const PLACEHOLDER = '__WARP_CONFIG__';

/** A site's configuration as its script gets it: only the named fields, whatever else the site's configuration holds. */
export function trackerConfigFor(
  script: { readonly scriptId: string; readonly endpoint: string; readonly global?: string },
  site: TrackedSite,
): TrackerConfig {
  const { consent, script: automatic } = site;
  return {
    script_id: script.scriptId,
    endpoint: script.endpoint,
    global: script.global ?? 'warp',
    consent: { analytics: consent.analytics, marketing: consent.marketing, without_analytics: consent.without_analytics },
    cookieless: site.cookieless,
    respect_gpc: site.respect_gpc,
    respect_dnt: site.respect_dnt,
    hash_routing: automatic.hash_routing,
    outbound: automatic.outbound,
    downloads: automatic.downloads ? DOWNLOAD_EXTENSIONS : '',
    forms: automatic.forms,
    scroll: automatic.scroll ? SCROLL_PERCENTAGES : [],
    engagement: automatic.engagement,
  };
}

/**
 * The script of a site: the built bundle with the site's configuration in its place. The result may be served as a file
 * or stand inside a `<script>` element: the configuration can neither end the element nor open a comment in it.
 *
 * @param source the built bundle, `tracker/dist/tracker.js`
 * @throws Error when the bundle has no place for a configuration, or more than one
 */
export function renderTracker(source: string, config: TrackerConfig): string {
  const [before, after, ...more] = source.split(PLACEHOLDER);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`The built tracking script must contain ${PLACEHOLDER} exactly once. Build it again.`);
  return before + inScript(config) + after;
}

/**
 * JSON as a JavaScript expression that is safe inside HTML. U+2028 and U+2029 end a line in older engines' strings. What
 * is false is left out: the script takes what is missing for false, and every byte travels to every visitor.
 */
const inScript = (config: TrackerConfig): string =>
  JSON.stringify(config, (_field, value: unknown) => (value === false ? undefined : value)).replace(/[<>\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
