/** A request of `POST /api/track`, whatever server it came through. */
export interface TrackRequest {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly peer: string | undefined;
  readonly body: string;
}

export const header = (request: TrackRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

/** Headers that tell a browser from a program; kept for the bot score. */
const HINT_HEADERS = ['sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest', 'sec-ch-ua', 'sec-ch-ua-mobile', 'sec-ch-ua-platform', 'accept-language'];

/** By lower-case name. */
export type Hints = Readonly<Record<string, string>>;

export const hintsOf = (request: TrackRequest): Hints => hintsFrom((name) => header(request, name));

export function hintsFrom(headerOf: (name: string) => string | undefined): Hints {
  const hints: Record<string, string> = {};
  for (const name of HINT_HEADERS) {
    const value = headerOf(name);
    if (value !== undefined) hints[name] = value.length > 256 ? value.slice(0, 256) : value;
  }
  return hints;
}
