import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { ConnectedSocket, MessageBody, type OnGatewayInit, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { isUUID } from 'class-validator';
import type { Server, Socket } from 'socket.io';
import { TenantDatabase } from '../database/tenant-database.js';
import { ACCESS_SECONDS, Authenticator, type PersonPrincipal } from '../identity/authenticator.js';
import { type Principal, scopeOf } from '../identity/principal.js';
import { Revocations } from '../revocations/revocations.js';
import { CHANNELS } from '../redis/keys.js';
import { RedisConnections } from '../redis/redis.module.js';
import { SiteDirectory } from '../site-directory/site-directory.js';
import { LiveCounters } from './live-counters.js';
import { type LiveEvent, parseSubscription, type Subscription, wants } from './live-subscription.js';
import { isReading, SOCKET_OPTIONS, SocketLimits } from './socket-limits.js';
import { TodayFigures } from './today.js';

/** Most events one viewer gets in a second; nobody reads faster, and a slow connection must not pile them up. */
const MOST_PER_SECOND = 50;

interface Viewer {
  readonly socket: Socket;
  subscription: Subscription;
  /** In the current second. */
  sent: number;
  leftOut: number;
}

interface SocketData {
  principal: PersonPrincipal;
}

/** When what was ended cannot be read for so long, viewers get no events: they may be people who were removed since. */
const MOST_BLIND_MS = 5_000;

/**
 * Events as they are stored, and figures by the second. Every process that serves listens to the pipeline itself and sends
 * to its own viewers, so no adapter between the processes is needed.
 */
@WebSocketGateway(SOCKET_OPTIONS)
export class LiveGateway implements OnGatewayInit, OnApplicationShutdown {
  private readonly logger = new Logger(LiveGateway.name);
  private readonly viewers = new Map<string, Viewer>();
  private readonly counters = new LiveCounters();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly authenticator: Authenticator,
    private readonly database: TenantDatabase,
    private readonly redis: RedisConnections,
    private readonly today: TodayFigures,
    private readonly revocations: Revocations,
    private readonly directory: SiteDirectory,
    private readonly limits: SocketLimits,
  ) {}

  afterInit(server: Server): void {
    this.limits.install(server);
    server.use((socket, next) => {
      const token = (socket.handshake.auth as { token?: unknown }).token;
      this.authenticator.verifyAccessToken(typeof token === 'string' ? token : '').then(
        (principal) => {
          this.limits.checkPerson(principal.userId);
          (socket.data as SocketData).principal = principal;
          next();
        },
      ).catch((error: Error) => next(error));
    });
    // Those in the middle of connecting are not among the sockets yet.
    server.on('connection', (socket: Socket) => this.endIfEnded(socket));
    this.revocations.onRevoked(() => server.sockets.sockets.forEach((socket) => this.endIfEnded(socket)));
    server.on('connection', (socket: Socket) => {
      this.limits.enter(socket, (socket.data as SocketData).principal.userId);
      socket.once('disconnect', () => this.viewers.delete(socket.id));
      // A connection lives no longer than an access token may: who was removed since is not let in again.
      const timer = setTimeout(() => socket.disconnect(true), ACCESS_SECONDS * 1000);
      socket.once('disconnect', () => clearTimeout(timer));
    });
    const subscription = this.redis.open();
    subscription.on('message', (_channel, message: string) => this.publish(message));
    // Rejects only when the process ends before it is connected.
    void subscription.subscribe(CHANNELS.live).catch(() => undefined);
    this.timer = setInterval(() => void this.sendMetrics(), 1_000);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Answers with the sites that will be shown: those asked for that the person may see. */
  @SubscribeMessage('subscribe')
  async subscribe(@ConnectedSocket() socket: Socket, @MessageBody() message: unknown): Promise<{ ok: boolean; sites: string[]; error?: string }> {
    if (!this.limits.maySubscribe(socket, Date.now())) return { ok: false, sites: [], error: 'too_many_subscriptions' };
    const wanted = parseSubscription(message);
    const sites = await this.visible((socket.data as SocketData).principal, [...wanted.sites]);
    // It may have gone while the sites were looked up.
    if (socket.connected) this.viewers.set(socket.id, { socket, subscription: { ...wanted, sites: new Set(sites) }, sent: 0, leftOut: 0 });
    return { ok: true, sites };
  }

  @SubscribeMessage('unsubscribe')
  unsubscribe(@ConnectedSocket() socket: Socket): { ok: boolean } {
    this.viewers.delete(socket.id);
    return { ok: true };
  }

  private endIfEnded(socket: Socket): void {
    if (this.authenticator.isEnded((socket.data as SocketData).principal)) socket.disconnect(true);
  }

  private async visible(principal: Principal, siteIds: readonly string[]): Promise<string[]> {
    const ids = siteIds.filter((id) => isUUID(id));
    if (ids.length === 0) return [];
    return this.database.sql(scopeOf(principal), async (client) => {
      const { rows } = await client.query<{ id: string }>('select id from sites where id = any($1::uuid[])', [ids]);
      return rows.map(({ id }) => id);
    });
  }

  private publish(message: string): void {
    const now = Date.now();
    for (const event of JSON.parse(message) as LiveEvent[]) {
      this.counters.add(event, now);
      if (!this.revocations.isCurrent(MOST_BLIND_MS)) continue;
      for (const viewer of this.viewers.values()) {
        if (!wants(viewer.subscription, event)) continue;
        if (viewer.sent >= MOST_PER_SECOND || !isReading(viewer.socket)) viewer.leftOut += 1;
        else {
          viewer.sent += 1;
          viewer.socket.emit('event', event);
        }
      }
    }
  }

  private async sendMetrics(): Promise<void> {
    try {
      const now = Date.now();
      this.counters.forget(now);
      await this.today.refresh([...new Set([...this.viewers.values()].flatMap(({ subscription }) => [...subscription.sites]))], now);
      for (const viewer of this.viewers.values()) {
        // A viewer whose line is full gets the next second's figures; these are old by then.
        if (!viewer.socket.conn.transport.writable) continue;
        // A site may have been deleted since it was asked for.
        const sites = [...viewer.subscription.sites].filter((id) => this.directory.isOpen(id));
        for (const siteId of sites) viewer.socket.emit('metrics', this.metricsOf(siteId, [siteId], viewer, now));
        viewer.socket.emit('metrics', this.metricsOf(null, sites, viewer, now));
        viewer.sent = 0;
        viewer.leftOut = 0;
      }
    } catch (error) {
      this.logger.warn(`Live figures wait: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }

  /** `conversion_rate` is today's conversions per session. */
  private metricsOf(siteId: string | null, sites: readonly string[], viewer: Viewer, now: number): object {
    const live = sites.map((id) => this.counters.figures(id, now));
    const days = sites.map((id) => this.today.of(id));
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    const sessions = sum(days.map((day) => day.sessions));
    return {
      site_id: siteId,
      events_per_minute: sum(live.map(({ eventsPerMinute }) => eventsPerMinute)),
      active_sessions: sum(live.map(({ activeSessions }) => activeSessions)),
      conversion_rate: sessions === 0 ? 0 : sum(days.map((day) => day.conversions)) / sessions,
      revenue: sum(days.map((day) => day.revenue)),
      events_left_out: viewer.leftOut,
    };
  }
}
