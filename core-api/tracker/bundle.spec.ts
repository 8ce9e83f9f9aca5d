import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { completeSiteConfig } from '../src/site-directory/complete-site-config.js';
import { renderTracker, trackerConfigFor } from '../src/sites/tracker-script.js';

const SOURCE = readFileSync(new URL('dist/tracker.js', import.meta.url), 'utf8');
const config = trackerConfigFor(
  { scriptId: 'k3v9x0q7m2ab', endpoint: 'https://tracking.agency-example.com/api/track' },
  completeSiteConfig({ trusted_proxies: ['10.0.0.0/8'] }),
);

describe('the built script', () => {
  it('is at most 3 KB as it travels, by gzip -9, with a site’s configuration inside', () => {
    const travels = execFileSync('gzip', ['-9', '-c'], { input: renderTracker(SOURCE, config) });
    expect(travels.length).toBeLessThanOrEqual(3072);
  });

  it('uses nothing that an optimiser breaks by moving it', () => {
    expect(SOURCE).not.toMatch(/currentScript|document\.write|\beval\(/);
  });
});

describe('a rendered script', () => {
  it('holds the public part of a site’s configuration', () => {
    expect(runInNewContext(renderTracker('__WARP_CONFIG__', config).replace(/^/, 'q='))).toEqual({
      script_id: 'k3v9x0q7m2ab',
      endpoint: 'https://tracking.agency-example.com/api/track',
      global: 'warp',
      consent: { analytics: true, without_analytics: 'nothing' },
      respect_gpc: true,
      outbound: true,
      downloads: expect.stringContaining('pdf|'),
      forms: true,
      scroll: [25, 50, 75, 90],
      engagement: true,
    });
  });

  it('can stand inside a script element, whatever the configuration says', () => {
    const endpoint = '/x</script><!--\u2028\u2029$&$1';
    const rendered = renderTracker('q=__WARP_CONFIG__', { ...config, endpoint });
    expect(rendered).not.toMatch(/[<>\u2028\u2029]/);
    expect((runInNewContext(rendered) as { endpoint: string }).endpoint).toBe(endpoint);
  });

  it.each(['', '__WARP_CONFIG__ __WARP_CONFIG__'])('refuses a bundle without exactly one place for it: %j', (source) => {
    expect(() => renderTracker(source, config)).toThrow('exactly once');
  });
});
