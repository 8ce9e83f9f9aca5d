import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { LiveGateway } from './live.gateway.js';
import { SocketLimits } from './socket-limits.js';
import { TodayFigures } from './today.js';

/** The live stream (socket.io). */
@Module({ imports: [IdentityModule], providers: [LiveGateway, SocketLimits, TodayFigures] })
export class LiveModule {}
