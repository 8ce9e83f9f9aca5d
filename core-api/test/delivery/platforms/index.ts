import { ga4 } from './ga4.js';
import { googleAds, googleAdsClickUpload } from './google-ads.js';
import { hubspot } from './hubspot.js';
import { linkedin } from './linkedin.js';
import { metaCapi } from './meta-capi.js';
import { microsoftAds } from './microsoft-ads.js';
import { pinterest } from './pinterest.js';
import type { Platform } from './platform.js';
import { salesforce } from './salesforce.js';
import { slack } from './slack.js';
import { teams } from './teams.js';
import { tiktok } from './tiktok.js';
import { webhook } from './webhook.js';

/** Every platform whose faults are played through the whole delivery. */
export const PLATFORMS: Readonly<Record<string, () => Promise<Platform>>> = {
  ga4,
  'google-ads': googleAds,
  'google-ads by the older upload': googleAdsClickUpload,
  hubspot,
  'meta-capi': metaCapi,
  tiktok,
  pinterest,
  linkedin,
  'microsoft-ads': microsoftAds,
  salesforce,
  slack,
  teams,
  webhook,
};

/** Platforms that answer the same whatever the credential is; nothing can be told from it. */
export const BLIND_TO_CREDENTIALS: ReadonlySet<string> = new Set(['ga4']);
