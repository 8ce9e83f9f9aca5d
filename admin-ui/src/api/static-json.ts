/**
 * A JSON file beside the dashboard, such as a catalogue of translations; undefined where there is none. A server that is away, or that answers
 * unknown paths with the dashboard's page, has none: English is better than no dashboard.
 */
export async function staticJson(path: string): Promise<unknown> {
  try {
    const response = await fetch(path);
    return response.ok && (response.headers.get('content-type') ?? '').includes('json') ? ((await response.json()) as unknown) : undefined;
  } catch {
    return undefined;
  }
}
