import type { LinkedInSettings } from './settings.js';

/** The conversion's id an event counts for; undefined: for none. */
export const conversionOf = (eventType: string, settings: LinkedInSettings): string | undefined =>
  pairs(settings).find(([name]) => name === eventType)?.[1];

/** Ids of all conversions events count for, each once. */
export const conversionIds = (settings: LinkedInSettings): readonly string[] => [...new Set(pairs(settings).map(([, id]) => id))];

/** `purchase=104012` as its two parts. */
const pairs = ({ conversions }: LinkedInSettings): readonly (readonly [name: string, id: string])[] =>
  conversions.map((line) => {
    const [name = '', id = ''] = line.split('=');
    return [name.trim(), id.trim()];
  });
