/** What stands for a hop that does not say its address; it is none (RFC 7239, 6.2). */
const UNKNOWN = 'unknown';

/**
 * The `for` of each element of a `Forwarded` header (RFC 7239), quotes taken off; a hop without one is `unknown`, so that the
 * walk ends there instead of skipping it.
 */
export const forwardedHops = (header: string): readonly string[] =>
  splitOutsideQuotes(header, ',')
    .filter((element) => element.trim() !== '')
    .map((element) => {
      const pairs = splitOutsideQuotes(element, ';').map((pair) => /^\s*for\s*=\s*(.*?)\s*$/is.exec(pair)?.[1]);
      return unquoted(pairs.find((value) => value !== undefined) ?? UNKNOWN);
    });

/** A quoted text may hold the separator. */
function splitOutsideQuotes(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    if (quoted && text[at] === '\\') at++;
    else if (text[at] === '"') quoted = !quoted;
    else if (!quoted && text[at] === separator) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)];
}

/** A comma inside quotes is no address; it must not become two hops either. */
function unquoted(value: string): string {
  const text = /^"(.*)"$/s.exec(value)?.[1]?.replace(/\\(.)/gs, '$1') ?? value;
  return text.includes(',') ? UNKNOWN : text;
}
