import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { ThrottledError, TransientError, type DestinationPlugin } from '@warp/plugin-sdk';
import { ACCESS_TOKEN } from '../../plugins/plugin-oauth.js';
import { type Accountable, type Connection, isOver, isStale, withConnection } from './connection.js';
import { ConnectionStore, type Renewal } from './connection-store.js';
import { ACCOUNT_PROBLEMS, AccountError } from './account-error.js';
import { RenewalPlaces } from './renewal-places.js';
import { TokenEndpoint } from './token-endpoint.js';

/** How long to wait for a renewal that others keep from beginning. */
const TURN_MS = 2_000;

type Destination = Accountable & { readonly plugin: DestinationPlugin };

/** Sees to it that a destination's access token is valid when it is used. */
@Injectable()
export class AccessTokens implements BeforeApplicationShutdown {
  private readonly places = new RenewalPlaces();
  /** Under way in this process, by destination and the token they replace. */
  private readonly running = new Map<string, Promise<Connection>>();

  constructor(
    private readonly connections: ConnectionStore,
    private readonly endpoint: TokenEndpoint,
  ) {}

  /**
   * The destination with a token that is good for the next requests; renewed when it is over or nearly.
   * @throws DeliveryError AccountError when its owner must connect; transient or throttled when it must wait
   */
  async fresh<D extends Destination>(destination: D): Promise<D> {
    const { connection } = destination;
    if (destination.plugin.oauth === undefined) return destination;
    if (connection === null) return withOwnToken(destination);
    if (isStuck(connection)) throw new AccountError(connection.problem!);
    const now = Date.now();
    if (!isStale(connection, now)) return destination;
    if (connection.tokens.refreshToken === undefined) return this.unrenewable(destination, connection, now);
    try {
      return withConnection(destination, await this.renew(destination, connection));
    } catch (error) {
      // The log-in service is ill, but the token at hand still has a while.
      if (error instanceof TransientError && !isOver(connection, now)) return destination;
      throw error;
    }
  }

  /**
   * The destination with another token than the one the vendor has just refused.
   * @returns undefined when there is none to be had: the refusal stands
   * @throws DeliveryError as `fresh`
   */
  async renewed<D extends Destination>(destination: D): Promise<D | undefined> {
    const { connection } = destination;
    if (connection?.tokens.refreshToken === undefined) return undefined;
    return withConnection(destination, await this.renew(destination, connection));
  }

  /** A token that the vendor changed is lost with the process that did not write it down. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.running.values());
  }

  private async unrenewable<D extends Destination>(destination: D, connection: Connection, now: number): Promise<D> {
    if (!isOver(connection, now)) return destination;
    await this.connections.noteProblem(destination.id, 'over');
    throw new AccountError('over');
  }

  /** Callers of this process share one renewal; those of others queue at the row. */
  private renew(destination: Destination, used: Connection): Promise<Connection> {
    const key = `${destination.id} ${used.tokens.accessToken}`;
    const running = this.running.get(key);
    if (running !== undefined) return running;
    const renewal = this.renewOnce(destination, used).finally(() => this.running.delete(key));
    this.running.set(key, renewal);
    return renewal;
  }

  private async renewOnce(destination: Destination, used: Connection): Promise<Connection> {
    const leave = this.places.enter(this.endpoint.endpointsOf(destination).token);
    if (leave === undefined) throw waitsForTurn();
    try {
      const renewal = await this.connections.renew(destination.id, (current) => this.ask(destination, used, current));
      if (renewal === undefined) throw new AccountError('not_connected');
      if (renewal instanceof Error) throw renewal;
      return renewal;
    } catch (error) {
      throw (error as { code?: unknown }).code === LOCK_NOT_AVAILABLE ? waitsForTurn() : error;
    } finally {
      leave();
    }
  }

  private async ask(destination: Destination, used: Connection, current: Connection): Promise<Renewal> {
    if (isStuck(current)) return new AccountError(current.problem!);
    // Another process was quicker, or the owner connected again.
    if (current.tokens.accessToken !== used.tokens.accessToken) return current;
    if (current.tokens.refreshToken === undefined) return new AccountError('over');
    try {
      const { tokens, obtainedAt, expiresAt } = await this.endpoint.refresh(destination, current.tokens.refreshToken);
      // Not every vendor gives a new refresh token, nor repeats the fields it gave at first (RFC 6749, 6).
      return { tokens: { ...current.tokens, ...tokens, kept: { ...current.tokens.kept, ...tokens.kept } }, obtainedAt, expiresAt, problem: null };
    } catch (error) {
      if (error instanceof AccountError) return error;
      throw error;
    }
  }
}

/** Vendors such as HubSpot also give tokens that do not end; an owner may type one in. */
function withOwnToken<D extends Destination>(destination: D): D {
  const own = destination.settings[ACCESS_TOKEN];
  if (typeof own === 'string' && own !== '') return destination;
  throw new AccountError('not_connected');
}

const isStuck = ({ problem }: Connection): boolean => problem !== null && ACCOUNT_PROBLEMS[problem].isFinal;

const waitsForTurn = (): ThrottledError => new ThrottledError('renewal_waits', 'The access to the platform is being renewed.', TURN_MS);

/** PostgreSQL's `lock_not_available`. */
const LOCK_NOT_AVAILABLE = '55P03';
