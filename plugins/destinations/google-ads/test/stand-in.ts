import { randomUUID } from 'node:crypto';
import { type Fields, type GoogleAdsAccount, type GoogleAdsRefused, violationsOf, type Violation } from './rules.js';
import { uploadClickConversions } from './click-upload.js';
import { startVendor, type Vendor, type VendorAnswer, type VendorRequest } from '@warp/plugin-sdk/testing';

/** A conversion Google counted. */
export interface GoogleAdsCounted {
  readonly transactionId: string;
  readonly action: string;
  readonly conversion: Fields;
}

export interface GoogleAdsStandIn extends Vendor {
  readonly received: readonly GoogleAdsCounted[];
  readonly refused: readonly GoogleAdsRefused[];
  /** What Google will find when it looks at a conversion, without the prefix; left out: it counts. */
  judge(transactionId: string, reason?: string): void;
  /** Until told otherwise. */
  exhaust(quota?: 'Minute' | 'Day'): void;
  /** Whether a refusal says which conversions are to blame. It does unless told otherwise. */
  nameFaults(isNaming: boolean): void;
  /** Takes another token for valid, and no longer the one before. */
  accept(token: string): void;
}

/** A request that was taken: how many conversions were found wanting, by reason. */
interface Taken {
  readonly events: number;
  readonly losses: ReadonlyMap<string, number>;
  isLookedAt: boolean;
}

/**
 * The Data Manager API on loopback, its rules written from Google's pages, not from the plugin:
 * developers.google.com/data-manager/api/reference/rest/v1/{events/ingest,requestStatus/retrieve} and
 * …/devguides/{concepts/understand-errors,diagnostics,limits}. A request is taken or refused whole; what is taken is judged
 * later: the first question for it is too early. Beside it the older upload of the Google Ads API.
 */
export async function startGoogleAdsStandIn(account: GoogleAdsAccount): Promise<GoogleAdsStandIn> {
  const received: GoogleAdsCounted[] = [];
  const refused: GoogleAdsRefused[] = [];
  const verdicts = new Map<string, string>();
  const taken = new Map<string, Taken>();
  const seen = new Set<string>();
  let { token } = account;
  let quota: 'Minute' | 'Day' | undefined;
  let isNaming = true;

  /** @returns why it did not count; undefined: it did */
  const count = (transactionId: string, action: string, conversion: Fields): string | undefined => {
    const key = `${action}|${transactionId}`;
    if (seen.has(key)) return 'DUPLICATE_TRANSACTION_ID';
    const verdict = verdicts.get(transactionId);
    if (verdict !== undefined) return verdict;
    seen.add(key);
    received.push({ transactionId, action, conversion });
    return undefined;
  };

  const ingest = (body: Fields): VendorAnswer => {
    const violations = violationsOf(body, account.customerId, account.actions);
    const events = (Array.isArray(body['events']) ? body['events'] : []) as readonly Fields[];
    refused.push(...violations.flatMap((violation) => refusedBy(violation, events)));
    if (violations.length > 0) return failure(400, 'INVALID_ARGUMENT', 'INVALID_ARGUMENT', {}, isNaming ? violations : []);
    const requestId = randomUUID();
    if (body['validateOnly'] === true) return { status: 200, body: { requestId } };
    const losses = new Map<string, number>();
    for (const event of events)
      for (const { productDestinationId } of body['destinations'] as readonly Fields[]) {
        const reason = count(String(event['transactionId']), String(productDestinationId), event);
        if (reason !== undefined) losses.set(reason, (losses.get(reason) ?? 0) + 1);
      }
    taken.set(requestId, { events: events.length, losses, isLookedAt: false });
    return { status: 200, body: { requestId } };
  };

  const statusOf = (requestId: string | null): VendorAnswer => {
    const request = taken.get(requestId ?? '');
    if (request === undefined) return failure(400, 'INVALID_ARGUMENT', 'INVALID_REQUEST_ID');
    const { isLookedAt, events, losses } = request;
    request.isLookedAt = true;
    return { status: 200, body: { requestStatusPerDestination: [isLookedAt ? judged(events, losses) : { requestStatus: 'PROCESSING' }] } };
  };

  const handle = ({ method, path, query, headers, body }: VendorRequest): VendorAnswer => {
    if (headers['authorization'] !== `Bearer ${token}`) return failure(401, 'UNAUTHENTICATED', 'ACCESS_TOKEN_EXPIRED');
    if (quota !== undefined) return failure(429, 'RESOURCE_EXHAUSTED', 'RATE_LIMIT_EXCEEDED', { quota_limit: `RequestsPer${quota}PerProject`, service: 'datamanager.googleapis.com' });
    if (method === 'POST' && path === '/v1/events:ingest') return ingest(JSON.parse(body) as Fields);
    if (method === 'GET' && path === '/v1/requestStatus:retrieve') return statusOf(query.get('requestId'));
    if (method === 'POST' && path.endsWith(':uploadClickConversions')) return uploadClickConversions({ path, headers, body }, account, count, refused);
    return { status: 404, body: '<html>' };
  };
  return {
    ...(await startVendor(handle)),
    received,
    refused,
    judge: (transactionId, reason) => void (reason === undefined ? verdicts.delete(transactionId) : verdicts.set(transactionId, reason)),
    exhaust: (next) => (quota = next),
    nameFaults: (next) => (isNaming = next),
    accept: (next) => (token = next),
  };
}

/** Numbers of 64 bits travel as text. */
function judged(events: number, losses: ReadonlyMap<string, number>): Fields {
  const lost = [...losses.values()].reduce((sum, one) => sum + one, 0);
  const errorCounts = [...losses].map(([reason, one]) => ({ recordCount: String(one), reason: `PROCESSING_ERROR_REASON_${reason}` }));
  return {
    requestStatus: lost === 0 ? 'SUCCESS' : lost < events ? 'PARTIAL_SUCCESS' : 'FAILED',
    eventsIngestionStatus: { recordCount: String(events) },
    ...(errorCounts.length > 0 && { errorInfo: { errorCounts } }),
  };
}

function refusedBy({ field, reason }: Violation, events: readonly Fields[]): readonly GoogleAdsRefused[] {
  const index = /events\[(\d+)\]/.exec(field)?.[1];
  return index === undefined ? [] : [{ transactionId: String(events[Number(index)]?.['transactionId']), reason }];
}

/** In the form common to Google's APIs (google.aip.dev/193). */
function failure(code: number, status: string, reason: string, metadata: object = {}, fieldViolations: readonly Violation[] = []): VendorAnswer {
  const details: object[] = [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'datamanager.googleapis.com', metadata }];
  if (fieldViolations.length > 0) details.push({ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations });
  return { status: code, body: { error: { code, message: 'There was a problem with the request.', status, details } } };
}
