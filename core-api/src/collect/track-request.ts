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

export function hintsOf(request: TrackRequest): Record<string, string> {
  const hints: Record<string, string> = {};
  for (const name of HINT_HEADERS) {
    const value = header(request, name);
    if (value !== undefined) hints[name] = value.length > 256 ? value.slice(0, 256) : value;
  }
  return hints;
}
