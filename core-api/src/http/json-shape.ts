export interface JsonLimits {
  /** Levels of nesting. */
  readonly depth: number;
  /** Fields and list elements, of all levels. */
  readonly values: number;
  /** Fields of the outermost object. */
  readonly outermost: number;
}

export type JsonExcess = keyof JsonLimits;

/**
 * What of a JSON text is more than may be, found without parsing it: one walk, no recursion, no memory. Parsing `{"a":1,…` of 1 MB
 * costs 50 ms, and whoever copies the outermost fields for each of 100 events pays 100 times. What is no JSON at all is not found here.
 */
export function excessOf(text: string, limits: JsonLimits): JsonExcess | undefined {
  let depth = 0;
  let values = 0;
  let outermost = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at);
        if (at === -1) return undefined;
        break;
      case COMMA:
        if (++values > limits.values) return 'values';
        if (depth === 1 && ++outermost > limits.outermost) return 'outermost';
        break;
      case OPEN_LIST:
      case OPEN_OBJECT:
        if (++depth > limits.depth) return 'depth';
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        depth -= 1;
    }
  }
  return undefined;
}

const [QUOTE, COMMA, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT, BACKSLASH] = [0x22, 0x2c, 0x5b, 0x5d, 0x7b, 0x7d, 0x5c];

/** @returns where its closing quote is; -1: nowhere */
function endOfString(text: string, open: number): number {
  for (let at = text.indexOf('"', open + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1;
    // An even number of them are backslashes, an odd one escapes the quote.
    if (backslashes % 2 === 0) return at;
  }
  return -1;
}
