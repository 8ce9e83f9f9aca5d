import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { type Credentials, type Platform, type RunningPlatform, TOKENS, type Vendor } from '@warp/plugin-sdk/testing';
import { ConnectionTester, type TestResult } from '../../src/delivery/answers/connection-tester.js';
import { destinationSecrets } from '../../src/destinations/settings/destination-settings.js';
import { SiteDirectory } from '../../src/site-directory/site-directory.js';
import { eventually, type TestSite, type TestWarp } from '../setup/running-warp.js';

export interface DeliveryRow {
  readonly event_id: string;
  readonly state: string;
  readonly reason: string;
  readonly message: string | null;
  readonly attempts: number;
  /** Until it is due. */
  readonly seconds: number;
}

/** A shop whose orders go to one platform, through the whole delivery. */
export class ConnectedShop<V extends Vendor = Vendor> {
  private constructor(
    private readonly warp: TestWarp,
    private readonly platform: Platform<V>,
    private readonly running: RunningPlatform<V>,
    private readonly site: TestSite,
    private readonly destination: string,
  ) {}

  static async open<V extends Vendor>(warp: TestWarp, platform: Platform<V>, which: keyof Credentials = 'right'): Promise<ConnectedShop<V>> {
    const shop = new ConnectedShop(warp, platform, await platform.start(), await warp.site(), randomUUID());
    await warp.database.query("insert into destinations (id, site_id, plugin, name, settings, secrets, events) values ($1, $2, $3, $3, $4, $5, '{\"mode\":\"all\"}')", [
      shop.destination,
      shop.site.id,
      platform.plugin,
      JSON.stringify(shop.running.settings),
      shop.sealed(which),
    ]);
    await warp.warp.app.get(SiteDirectory, { strict: false }).announce(shop.site.id);
    return shop;
  }

  get vendor(): V {
    return this.running.vendor;
  }

  get credentials(): Credentials {
    return this.running.credentials ?? TOKENS;
  }

  /** What the platform would count, by order. */
  counted(): readonly string[] {
    return this.running.counted();
  }

  /** What the platform was sent against its rules. */
  refused(): readonly unknown[] {
    return this.running.refused();
  }

  /**
   * Orders as a shop sends them. The id is the transaction's and the page's too, so that each platform can be asked for it.
   * @param user what is different of an order's buyer
   */
  async order(ids: readonly string[], user: (id: string) => object = () => ({})): Promise<void> {
    const events = ids.map((id) => ({
      event_id: id,
      event_type: 'purchase',
      visitor_id: 'v1',
      session_id: 's1',
      page_url: `https://shop.example/thanks/${id}`,
      consent: { analytics: true, marketing: true },
      ids: { fbp: 'fb.1.1700000000000.123456789', ttclid: 'E.C.P.click', msclkid: 'dd4afcccb1c94a4cad9544dd7e5006ab', li_fat_id: '8f6b5f1e-0000-4000-8000-1234567890ab' },
      user: {
        email: this.platform.keepsPeople === true ? `Jo.${id}@Example.org ` : 'Jo.Doe@Example.org ',
        phone: '+49 30 901820',
        first_name: 'Jo',
        last_name: 'Doe',
        city: 'Berlin',
        zip: '10115',
        country: 'DE',
        ...user(id),
      },
      event_data: { value: 40.5, currency: 'EUR', transaction_id: id, engagement_time_msec: 1_200, items: [{ item_id: 'sku-1', item_name: 'Shirt', price: 20.25, quantity: 2 }] },
    }));
    const answer = await this.warp.track({ script_id: this.site.scriptId, events });
    expect(await answer.json()).toMatchObject({ accepted: ids.length });
  }

  /** How the orders stand. */
  deliveries(): Promise<readonly DeliveryRow[]> {
    return this.warp.database.query<DeliveryRow>(
      `select event_id, state, reason, message, attempts, extract(epoch from due_at - now())::int as seconds
       from deliveries where destination_id = $1 order by event_id`,
      [this.destination],
    );
  }

  /** Waits until so many are in a state. A platform that judges later is asked at once, instead of in half an hour. */
  settled(count: number, state: string, ms?: number): Promise<readonly DeliveryRow[]> {
    return eventually(
      async () => {
        if (this.platform.judgesLater === true && state !== 'retrying') await this.hurry('awaiting_confirmation');
        return this.deliveries();
      },
      (rows) => rows.filter((row) => row.state === state).length === count,
      ms,
    );
  }

  /** Waiting deliveries become due at once, instead of in 10 s. @param reason only those that wait for it */
  async hurry(reason?: string): Promise<void> {
    await this.warp.database.query("update deliveries set due_at = now() where destination_id = $1 and state = 'retrying' and reason = coalesce($2, reason)", [this.destination, reason ?? null]);
  }

  /** Waits until it is paused. @returns why */
  async paused(): Promise<string> {
    const look = () => this.warp.database.query<{ status: string; status_reason: string }>('select status, status_reason from destinations where id = $1', [this.destination]);
    const [row] = await eventually(look, ([found]) => found?.status === 'paused');
    return row!.status_reason;
  }

  /** Its owner enters other credentials. */
  async mend(which: keyof Credentials = 'right'): Promise<void> {
    await this.warp.database.query("update destinations set status = 'active', secrets = $2 where id = $1", [this.destination, this.sealed(which)]);
  }

  /** “Test connection”. */
  test(): Promise<TestResult> {
    return this.warp.warp.app.get(ConnectionTester, { strict: false }).test(this.site.id, this.destination);
  }

  private sealed(which: keyof Credentials): Buffer {
    return this.warp.keyRing.seal(JSON.stringify({ [this.platform.secretName]: this.credentials[which] }), destinationSecrets(this.destination));
  }
}
