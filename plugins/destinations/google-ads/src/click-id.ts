import type { WarpEvent } from '@warp/plugin-sdk';

/** `gclid` names the click itself; of the two that iOS leaves, `wbraid` is the one for conversions on a website. */
const KINDS = ['gclid', 'wbraid', 'gbraid'] as const;
type Kind = (typeof KINDS)[number];

/** The one id of the click a conversion came of. */
export type ClickId = Readonly<Partial<Record<Kind, string>>>;

/** The click of this very page before the one remembered. */
export function clickId({ ids, pageUrl }: WarpEvent): ClickId | undefined {
  const clicked = pageUrl !== undefined && URL.canParse(pageUrl) ? new URL(pageUrl).searchParams : new URLSearchParams();
  return firstOf((kind) => clicked.get(kind)) ?? firstOf((kind) => ids[kind]);
}

function firstOf(idOf: (kind: Kind) => string | null | undefined): ClickId | undefined {
  for (const kind of KINDS) {
    const id = idOf(kind);
    if (id) return { [kind]: id };
  }
  return undefined;
}

/** A click whose person Apple hides: Google takes neither cart nor, in the older upload, a person with it. */
export const isBraid = (click: ClickId | undefined): boolean => click !== undefined && click.gclid === undefined;
