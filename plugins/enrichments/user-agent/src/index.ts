import { defineEnrichment, Type, type Device, type Found } from '@warp/plugin-sdk';
import Bowser from 'bowser';

/** Device, browser and operating system, read out of the user agent. */
export default defineEnrichment({
  contract: 1,
  id: 'user-agent',
  name: 'Device and browser',
  vendorDocs: 'https://github.com/bowser-js/bowser',
  settings: Type.Object({}),
  needs: [],
  provides: ['device'],
  key: ({ userAgent }) => userAgent ?? null,
  open: () => Promise.resolve({ find: (userAgents) => userAgents.map(read) }),
  cache: { hitSeconds: 86_400, missSeconds: 86_400 },
  batch: { maxKeys: 1000 },
  budgetMs: 200,
  examples: [
    {
      title: 'Safari on an iPhone',
      key: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1',
      gives: {
        is: 'found',
        fields: {
          device: { category: 'mobile', browser: 'Safari', browserVersion: '17.4', os: 'iOS', osVersion: '17.4', brand: 'Apple', model: 'iPhone' },
        },
      },
    },
    {
      title: 'Chrome on Linux',
      key: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      gives: { is: 'found', fields: { device: { category: 'desktop', browser: 'Chrome', browserVersion: '140.0.0.0', os: 'Linux' } } },
    },
    { title: 'rubbish', key: 'x', gives: { is: 'found', fields: { device: { category: 'other' } } } },
  ],
});

const CATEGORIES: Readonly<Record<string, Device['category']>> = { desktop: 'desktop', mobile: 'mobile', tablet: 'tablet', tv: 'tv', bot: 'bot' };

function read(userAgent: string): Found {
  const { browser, os, platform } = Bowser.parse(userAgent);
  return {
    is: 'found',
    fields: {
      device: {
        category: CATEGORIES[platform.type ?? ''] ?? 'other',
        ...(browser.name && { browser: browser.name }),
        ...(browser.version && { browserVersion: browser.version }),
        ...(os.name && { os: os.name }),
        ...(os.version && { osVersion: os.version }),
        ...(platform.vendor && { brand: platform.vendor }),
        ...(platform.model && { model: platform.model }),
      },
    },
  };
}
