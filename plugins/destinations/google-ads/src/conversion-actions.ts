import type { GoogleAdsSettings } from './settings.js';

/** Id of the conversion action that counts an event; undefined: it is none. */
export const conversionAction = (eventType: string, { conversion_actions }: GoogleAdsSettings): string | undefined =>
  pairs(conversion_actions).find(([event]) => event === eventType)?.[1];

/** Events with the ids of their actions. */
export const pairs = (lines: readonly string[]): readonly (readonly [event: string, action: string])[] =>
  lines.map((line) => [line.slice(0, line.lastIndexOf('=')), line.slice(line.lastIndexOf('=') + 1)]);
