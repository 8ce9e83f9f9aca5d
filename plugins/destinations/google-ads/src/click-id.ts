import type { WarpEvent } from '@warp/plugin-sdk';

/** The one id of the click a conversion came of. */
export type ClickId = { readonly gclid: string } | { readonly wbraid: string } | { readonly gbraid: string };

/** `gclid` names the click itself; of the two that iOS leaves, `wbraid` is the one for conversions on a website. */
const KINDS = ['gclid', 'wbraid', 'gbraid'] as const;

/** The click of this very page before the one remembered. */
export function clickId({ ids, pageUrl }: WarpEvent): ClickId | undefined {
  const clicked = pageUrl !== undefined && URL.canParse(pageUrl) ? new URL(pageUrl).searchParams : new URLSearchParams();
  const ofPage = KINDS.find((kind) => clicked.get(kind));
  if (ofPage !== undefined) return { [ofPage]: clicked.get(ofPage) } as unknown as ClickId;
  const remembered = KINDS.find((kind) => ids[kind]);
  return remembered === undefined ? undefined : ({ [remembered]: ids[remembered] } as unknown as ClickId);
}

/** A click whose person Apple hides: Google takes neither cart nor, in the older upload, a person with it. */
export const isBraid = (click: ClickId | undefined): boolean => click !== undefined && !('gclid' in click);
