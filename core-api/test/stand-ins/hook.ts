import { startVendor, type Vendor } from '@warp/plugin-sdk/testing';

export interface Hook extends Vendor {
  /** Event ids of the requests it took, in order. */
  readonly accepted: readonly string[];
}

/** A receiver of webhooks. */
export async function startHook(): Promise<Hook> {
  const accepted: string[] = [];
  const vendor = await startVendor(({ body }) => {
    for (const { event_id } of (JSON.parse(body) as { events: { event_id: string }[] }).events) accepted.push(event_id);
    return { status: 200, body: 'ok' };
  });
  return { ...vendor, accepted };
}
