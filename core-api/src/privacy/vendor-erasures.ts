import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { ERASURE_NOT_SUPPORTED, type ErasureSubject, type Outcome, outcomeOfError } from '@warp/plugin-sdk';
import { SystemDatabase } from '../database/system-database.js';
import { Authorised } from '../destinations/runtime/authorised.js';
import { type DestinationRuntime, DestinationRuntimes } from '../destinations/runtime/destination-runtime.js';
import { AccessTokens } from '../destinations/accounts/access-tokens.js';
import { Scheduled } from '../jobs/schedule.js';
import { PluginHttpClient } from '../plugins/http-client.js';
import { contextFor, hideSecrets } from '../plugins/plugin-context.js';
import { inTimeBox } from '../plugins/time-box.js';
import type { VendorState } from './person-erasure.js';
import { forgetSubject, PersonErasures } from './person-erasures.js';

const EVERY_MS = 2_000;

/** Longer than a plugin may take. */
const LEASE_SECONDS = 120;

/** The pauses between two tries double from the first to the second of these. */
const FIRST_PAUSE_SECONDS = 30;
const LONGEST_PAUSE_SECONDS = 3_600;

/** Within it an owner may mend wrong credentials; then it is given up, and shown. */
const GIVEN_UP_AFTER_MS = 7 * 24 * 3_600_000;

interface Due {
  readonly erasure_id: string;
  readonly destination_id: string;
  readonly name: string;
  readonly attempts: number;
  readonly requested_at: Date;
  readonly subject: Buffer | null;
}

/** How a try ended. */
interface Settled {
  readonly state: VendorState;
  readonly code: string | null;
  readonly message: string | null;
  /** null: never again. */
  readonly retrySeconds: number | null;
}

/** Has people erased at the vendors, destination by destination. Every worker looks; each destination has one at a time. */
@Injectable()
export class VendorErasures implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(VendorErasures.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly database: SystemDatabase,
    private readonly erasures: PersonErasures,
    private readonly runtimes: DestinationRuntimes,
    private readonly tokens: AccessTokens,
    private readonly http: PluginHttpClient,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running ??= this.run().finally(() => (this.running = undefined));
    }, EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.stopped = true;
    await this.running;
  }

  private async run(): Promise<void> {
    try {
      while (!this.stopped && (await this.erasures.lookAgain()));
      while (!this.stopped && (await this.eraseNext()));
    } catch (error) {
      this.logger.warn(`Erasures wait for the next turn: ${error instanceof Error ? error.name : 'unknown'}`);
    }
  }

  /** Removes marks whose time is over. What is left is that somebody was erased, and what came of it. */
  @Scheduled({ name: 'person-mark-expiry', everyMs: 10 * 60_000, catchUp: 'latest', jitterMs: 30_000 })
  async forgetMarks(): Promise<void> {
    await this.database.query("update person_erasures set marks = '{}' where kept_until < now() and marks <> '{}'");
  }

  private async eraseNext(): Promise<boolean> {
    const [due] = await this.database.query<Due>(
      `update person_erasure_destinations d set attempts = d.attempts + 1, due_at = now() + make_interval(secs => $1)
       from person_erasures e
       where e.id = d.erasure_id and (d.erasure_id, d.destination_id) = (
         select n.erasure_id, n.destination_id from person_erasure_destinations n
           join person_erasures p on p.id = n.erasure_id join sites s on s.id = p.site_id and s.deletion_id is null
         where n.due_at <= now() order by n.due_at limit 1 for update of n skip locked)
       returning d.erasure_id, d.destination_id, d.name, d.attempts, e.requested_at, e.subject`,
      [LEASE_SECONDS],
    );
    if (due === undefined) return false;
    const { state, code, message, retrySeconds } = await this.settledOf(due);
    await this.database.query(
      `update person_erasure_destinations set state = $3, code = $4, message = $5, due_at = now() + make_interval(secs => $6),
         finished_at = case when $6::float8 is null then now() end
       where erasure_id = $1 and destination_id = $2`,
      [due.erasure_id, due.destination_id, state, code?.slice(0, 64) ?? null, message?.slice(0, 500) ?? null, retrySeconds],
    );
    if (retrySeconds === null) await forgetSubject((sql, parameters) => this.database.query(sql, parameters), due.erasure_id);
    return true;
  }

  private async settledOf(due: Due): Promise<Settled> {
    const runtime = await this.runtimes.load(due.destination_id);
    if (runtime === undefined || due.subject === null)
      return { state: 'failed', code: 'destination_gone', message: `“${due.name}” is not connected any more: have it done there.`, retrySeconds: null };
    const { plugin } = runtime;
    if (plugin.erase === undefined)
      return { state: 'not_supported', code: ERASURE_NOT_SUPPORTED, message: `Warp cannot do it at ${plugin.name}: have it done there. Its documentation: ${plugin.vendorDocs}`, retrySeconds: null };
    const { person, ids, sentUserIds } = this.erasures.open(due.subject);
    const subject: ErasureSubject = {
      visitorIds: [...new Set([...ids.named, ...ids.browser])],
      userIds: sentUserIds,
      ...(person.email === undefined ? {} : { email: person.email }),
    };
    const settled = settle(await this.ask(runtime, subject), plugin.name, due);
    // A vendor may repeat what it was sent.
    const words = [...runtime.secrets, ...subject.visitorIds, ...subject.userIds.filter((id) => id.length > 3), ...(subject.email === undefined ? [] : [subject.email])];
    return { ...settled, message: settled.message === null ? null : hideSecrets(settled.message, words) };
  }

  /** @returns undefined when the plugin failed */
  private async ask(runtime: DestinationRuntime, subject: ErasureSubject): Promise<Outcome | undefined> {
    try {
      const access = await Authorised.open(this.tokens, runtime);
      if ('outcome' in access) return access.outcome;
      const [outcome] = await access.run([subject], async (current, subjects) => Promise.all(subjects.map((each) => this.askPlugin(current, each))));
      return outcome;
    } catch (error) {
      this.logger.error(`The plugin “${runtime.plugin.id}” failed to erase a person: ${error instanceof Error ? error.name : 'unknown'}`);
      return undefined;
    }
  }

  private async askPlugin({ plugin, settings, secrets }: DestinationRuntime, subject: ErasureSubject): Promise<Outcome> {
    const context = contextFor(plugin, this.http, secrets);
    try {
      return await inTimeBox(plugin.erase!(subject, settings, context), context.signal);
    } catch (error) {
      const outcome = outcomeOfError(error);
      if (outcome === undefined) throw error;
      return outcome;
    }
  }
}

function settle(outcome: Outcome | undefined, name: string, { attempts, requested_at }: Due): Settled {
  if (outcome?.is === 'delivered' || outcome?.is === 'accepted') return { state: 'erased', code: null, message: null, retrySeconds: null };
  const { code, message } = outcome ?? { code: 'plugin_fault', message: `The plugin for ${name} failed.` };
  if (outcome?.is === 'permanent') return { state: code === ERASURE_NOT_SUPPORTED ? 'not_supported' : 'failed', code, message, retrySeconds: null };
  if (Date.now() - requested_at.getTime() > GIVEN_UP_AFTER_MS) return { state: 'failed', code, message, retrySeconds: null };
  const pause = Math.min(FIRST_PAUSE_SECONDS * 2 ** (attempts - 1), LONGEST_PAUSE_SECONDS);
  return { state: 'failed', code, message, retrySeconds: outcome?.is === 'throttled' ? Math.max(pause, outcome.retryAfterMs / 1000) : pause };
}
