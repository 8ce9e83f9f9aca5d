import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { Server, ServerOptions, Socket } from 'socket.io';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { addressKey } from '../http/address-key.js';
import { clientAddress, Networks } from '../http/client-address.js';
import { hopsOf } from '../http/connections.js';
import { Counts } from '../http/counts.js';

/** What one connection may cost before anybody is counted. */
export const SOCKET_OPTIONS = {
  cors: { origin: true },
  // A subscription to 2,000 sites.
  maxHttpBufferSize: 100_000,
  // A line that is dead, or reads nothing, is gone after 45 s.
  pingInterval: 25_000,
  pingTimeout: 20_000,
  // From the connection to a valid token.
  connectTimeout: 10_000,
  upgradeTimeout: 10_000,
} satisfies Partial<ServerOptions>;

/** Subscriptions a socket may ask for, each of them a query; the dashboard asks when a page is opened. */
const SUBSCRIPTIONS = { points: 20, perMs: 10_000 } as const;

/** Who goes on asking after that many refusals is no dashboard. */
const MOST_REFUSALS = 100;

/** Packets that may wait for a slow line; what comes on top is left out. */
const MOST_WAITING = 200;

/** Sockets of one person and of one address, in this process. */
@Injectable()
export class SocketLimits {
  private readonly ofPerson: Counts;
  private readonly ofAddress: Counts;
  private readonly trusted: Networks;
  private readonly asked = new WeakMap<Socket, { since: number; points: number; refusals: number }>();

  constructor(@Inject(CONFIG) config: ServicesConfig) {
    this.ofPerson = new Counts(config.socketsPerPerson);
    this.ofAddress = new Counts(config.socketsPerAddress);
    this.trusted = new Networks(config.trustedProxies);
  }

  /** Counts connections by address, before they say who they are. */
  install({ engine }: Server): void {
    engine.opts.allowRequest = (request, answer) => {
      const isFull = this.ofAddress.isFull(this.keyOf(request));
      answer(isFull ? 'Too many live connections from this address.' : null, !isFull);
    };
    engine.on('connection', (connection: { readonly request: IncomingMessage; close(discard: boolean): void; once(event: 'close', then: () => void): void }) => {
      const leave = this.ofAddress.enter(this.keyOf(connection.request));
      if (leave === undefined) connection.close(true);
      else connection.once('close', leave);
    });
  }

  /** @throws Error that the client gets as `connect_error` */
  checkPerson(userId: string): void {
    if (this.ofPerson.isFull(userId)) throw new Error('Too many live connections of this person: close some.');
  }

  /** Counts a connected socket until it ends; ends it when it is one too many. */
  enter(socket: Socket, userId: string): void {
    const leave = this.ofPerson.enter(userId);
    if (leave === undefined) socket.disconnect(true);
    else socket.once('disconnect', leave);
  }

  /** @returns false: this socket asks too often */
  maySubscribe(socket: Socket, now: number): boolean {
    const asked = this.asked.get(socket) ?? { since: now, points: 0, refusals: 0 };
    this.asked.set(socket, asked);
    if (now - asked.since >= SUBSCRIPTIONS.perMs) Object.assign(asked, { since: now, points: 0 });
    if (++asked.points <= SUBSCRIPTIONS.points) return true;
    if (++asked.refusals >= MOST_REFUSALS) socket.disconnect(true);
    return false;
  }

  private keyOf(request: IncomingMessage): string {
    const address = clientAddress(request.socket.remoteAddress, hopsOf(request), this.trusted);
    return address === null ? '' : addressKey(address);
  }
}

/** Whether a socket's line takes what it is sent; a reader that does not read must not fill our memory. */
export const isReading = ({ conn }: Socket): boolean =>
  // Not in its types, but its queue towards the transport; `transport.writable` is false already while one packet is under way.
  (conn as unknown as { readonly writeBuffer: readonly unknown[] }).writeBuffer.length < MOST_WAITING;
