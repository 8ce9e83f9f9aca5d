import { Module } from '@nestjs/common';
import { SiteDirectoryModule } from '../site-directory/site-directory.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { LiveGateway } from './live.gateway.js';
import { SocketLimits } from './socket-limits.js';
import { TodayFigures } from './today.js';

/** The live stream (socket.io). */
@Module({ imports: [IdentityModule, MetricsModule, SiteDirectoryModule], providers: [LiveGateway, SocketLimits, TodayFigures] })
export class LiveModule {}
