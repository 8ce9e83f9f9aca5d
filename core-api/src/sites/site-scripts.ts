import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { REPOSITORY_ROOT } from '../config/repository-root.js';
import type { SiteEntry } from '../site-directory/site-directory.js';
import { renderTracker, trackerConfigFor } from './tracker-script.js';

export interface SiteScript {
  readonly body: string;
  readonly etag: string;
}

/** Whether a page that is told to send there sends to its own host: `//host` would be another one. */
export const isOwnPath = (text: unknown): text is string => typeof text === 'string' && text.length <= 200 && OWN_PATH.test(text);

const OWN_PATH = /^\/(?!\/)[\w/.~%-]*(\?[\w/.~%=&-]*)?$/;

const BUNDLE = join(REPOSITORY_ROOT, 'core-api', 'tracker', 'dist', 'tracker.js');

/** Every site's script, made when it is first asked for. A changed site has a new entry, and so a new script. */
@Injectable()
export class SiteScripts {
  private readonly made = new WeakMap<SiteEntry, SiteScript>();
  private source: string | undefined;

  constructor(@Inject(CONFIG) private readonly config: ServicesConfig) {}

  of(site: SiteEntry): SiteScript {
    let script = this.made.get(site);
    if (script === undefined) this.made.set(site, (script = this.sendingTo(`${this.config.publicUrl}/api/track`, site)));
    return script;
  }

  /** The script for a proxy of the site's own. Not kept: a proxy asks a few times a day, and anybody may ask for any path. */
  sendingTo(endpoint: string, site: SiteEntry): SiteScript {
    this.source ??= readFileSync(BUNDLE, 'utf8');
    const body = renderTracker(this.source, trackerConfigFor({ scriptId: site.scriptId, endpoint }, site.config));
    return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
  }
}
