import { Global, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';

/** Makes the process's Redis connections and closes them with it. */
@Injectable()
export class RedisConnections implements OnApplicationShutdown {
  private readonly made: Redis[] = [];
  /** For ordinary commands. Blocking reads and subscriptions need a connection of their own: `open()`. */
  readonly shared: Redis;

  constructor(@Inject(CONFIG) private readonly config: ServicesConfig) {
    this.shared = this.open();
  }

  open(options: RedisOptions = {}): Redis {
    const connection = new Redis(this.config.redisUrl, { maxRetriesPerRequest: null, ...options });
    // ioredis reconnects by itself; without a listener each failed try would be printed.
    connection.on('error', () => undefined);
    this.made.push(connection);
    return connection;
  }

  onApplicationShutdown(): void {
    for (const connection of this.made) connection.disconnect();
  }
}

@Global()
@Module({ providers: [RedisConnections], exports: [RedisConnections] })
export class RedisModule {}
