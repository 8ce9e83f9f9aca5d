import { CLICK_IDS, type EventData, REFERRERS, type Channel, type ReferrerRule, type Source } from '@warp/contracts';

export const DIRECT: Source = { channel: 'direct', source: '(direct)', medium: '(none)' };

const MAX = 255;

/**
 * Source of what a server reported and no visit led to: its own channel, so that it is told apart from what visits bring. A server that
 * knows more says so in GA4's words (`source`, `medium`, `campaign`, `term`, `content`), for instance where a subscription first came from.
 */
export function sourceOfServer(data: EventData | undefined): Source {
  const value = (name: string): string | undefined => {
    const said = data?.[name];
    return typeof said === 'string' ? said.trim().slice(0, MAX).toWellFormed() || undefined : undefined;
  };
  const [campaign, term, content] = [value('campaign'), value('term'), value('content')];
  return {
    channel: 'server',
    source: value('source') ?? '(server)',
    medium: value('medium') ?? '(none)',
    ...(campaign && { campaign }),
    ...(term && { term }),
    ...(content && { content }),
  };
}

/**
 * Where a visit came from, by what says it most surely: UTM parameters, then an ad platform's click id, then the
 * referrer. A referrer of the site itself says nothing.
 *
 * @returns undefined when nothing tells: the visit is direct, or goes on
 */
export function sourceOf(pageUrl: string | undefined, referrer: string | undefined): Source | undefined {
  const page = pageUrl !== undefined && URL.canParse(pageUrl) ? new URL(pageUrl) : undefined;
  return (page && byUtm(page.searchParams)) ?? (page && byClickId(page.searchParams)) ?? byReferrer(referrer, page?.hostname);
}

function byUtm(query: URLSearchParams): Source | undefined {
  const value = (name: string): string | undefined => query.get(name)?.trim().slice(0, MAX) || undefined;
  const source = value('utm_source')?.toLowerCase();
  const medium = value('utm_medium')?.toLowerCase();
  const campaign = value('utm_campaign');
  if (source === undefined && medium === undefined && campaign === undefined) return undefined;
  const term = value('utm_term');
  const content = value('utm_content');
  return {
    channel: channelOfMedium(medium, source),
    source: source ?? '(not set)',
    medium: medium ?? '(not set)',
    ...(campaign && { campaign }),
    ...(term && { term }),
    ...(content && { content }),
  };
}

/** Media by GA4's default channel rules (support.google.com/analytics/answer/9756891), as far as Warp's channels go. */
const MEDIA: readonly { readonly medium: RegExp; readonly channel: Channel }[] = [
  { medium: /^(.*cp.*|ppc|retargeting|paid.*|display|banner|expandable|interstitial|cpm)$/, channel: 'paid' },
  { medium: /^(e-?mail|e_mail|newsletter)$/, channel: 'email' },
  { medium: /^(social|social-network|social-media|sm|social network|social media)$/, channel: 'social' },
  { medium: /^organic$/, channel: 'organic' },
  { medium: /^(referral|link|app)$/, channel: 'referral' },
];

function channelOfMedium(medium: string | undefined, source: string | undefined): Channel {
  const rule = medium === undefined ? undefined : MEDIA.find((candidate) => candidate.medium.test(medium));
  return rule?.channel ?? REFERRERS.find((known) => known.source === source)?.channel ?? 'campaign';
}

/** Only the address counts: an id the browser kept from an earlier click says nothing about this visit. */
function byClickId(query: URLSearchParams): Source | undefined {
  const hit = CLICK_IDS.find(({ parameter }) => query.has(parameter));
  return hit && { channel: hit.channel, source: hit.source, medium: hit.medium };
}

function byReferrer(referrer: string | undefined, ownHost: string | undefined): Source | undefined {
  if (referrer === undefined || !URL.canParse(referrer)) return undefined;
  const host = new URL(referrer).hostname.toLowerCase();
  if (host === '' || (ownHost !== undefined && isSameSite(host, ownHost))) return undefined;
  const known = ruleFor(host);
  if (known === undefined) return { channel: 'referral', source: host.slice(0, MAX), medium: 'referral' };
  return { channel: known.channel, source: known.source, medium: known.channel === 'organic' ? 'organic' : known.channel };
}

/** The rule with the longest matching pattern: gemini.google.com is not Google's search. */
function ruleFor(host: string): ReferrerRule | undefined {
  let best: { rule: ReferrerRule; length: number } | undefined;
  for (const rule of REFERRERS)
    for (const pattern of rule.hosts)
      if (pattern.length > (best?.length ?? 0) && matches(host, pattern)) best = { rule, length: pattern.length };
  return best?.rule;
}

const isSameSite = (host: string, own: string): boolean => host === own || host.endsWith(`.${own}`) || own.endsWith(`.${host}`);

/** `.example.com` matches example.com and its subdomains; `.google.*` also google.de and google.co.uk. */
function matches(host: string, pattern: string): boolean {
  const dotted = `.${host}`;
  if (!pattern.endsWith('.*')) return dotted.endsWith(pattern);
  const name = pattern.slice(0, -1);
  const at = dotted.lastIndexOf(name);
  return at >= 0 && /^[a-z]{2,3}(\.[a-z]{2})?$/.test(dotted.slice(at + name.length));
}
