/** What only the owner can put right. */
interface OwnersMatter {
  readonly message: string;
  readonly setting?: string;
}

/** By status (…/ads-reporting/conversions-api, “API error details”; …/linkedin/shared/api-guide/concepts/error-handling). */
const BY_STATUS: ReadonlyMap<number, OwnersMatter> = new Map([
  [401, { message: 'LinkedIn no longer accepts the access token. Generate a new one in Campaign Manager.', setting: 'access_token' }],
  // Also said, as “No ad accounts found”, of a conversion that does not exist.
  [403, { message: 'The access token may not send to one of the conversions, or LinkedIn does not know its ID.', setting: 'conversions' }],
  [426, { message: 'LinkedIn has switched off the version of its API this Warp speaks. Update Warp.' }],
]);

const WRONG_SOURCE: OwnersMatter = { message: 'The source of one of the conversions is not the Conversions API.', setting: 'conversions' };

/** @param text LinkedIn's own; it has no code for a conversion made for the Insight Tag */
export const ownersMatter = (status: number, text: string): OwnersMatter | undefined =>
  status === 400 && /method should be CONVERSIONS_API/.test(text) ? WRONG_SOURCE : BY_STATUS.get(status);

/**
 * Events a refusal names by their place in the request, with the field at fault where it says one. Two forms are known:
 * `…, indices [0, 3] (0-indexed)` with status 400 and `Index: 0, ERROR :: /conversionValue/amount :: …` with status 422.
 */
export function refusedEvents(text: string): ReadonlyMap<number, string | undefined> {
  const listed = /indices \[([\d, ]+)\]/.exec(text)?.[1] ?? '';
  const described = [...text.matchAll(/Index: (\d+), ERROR :: \/([\w/]*)/g)];
  return new Map<number, string | undefined>([
    ...(listed.match(/\d+/g) ?? []).map((index) => [Number(index), undefined] as const),
    ...described.map(([, index, path = '']) => [Number(index), path === '' ? undefined : path.replaceAll('/', '.')] as const),
  ]);
}
