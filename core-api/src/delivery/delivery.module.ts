import { BullModule } from '@nestjs/bull';
import { type DynamicModule, Module } from '@nestjs/common';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { IdentityModule } from '../identity/identity.module.js';
import { TokensModule } from '../oauth/tokens.module.js';
import { DestinationTester } from '../sites/destination-catalogue.js';
import { Breakers } from './breaker.js';
import { ConnectionTester } from './connection-tester.js';
import { DeadLetterExpiry } from './dead-letter-expiry.js';
import { DeadLetters } from './dead-letters.js';
import { DeadLettersController } from './dead-letters.controller.js';
import { DeliveryDispatcher } from './delivery-dispatcher.js';
import { DELIVERY_QUEUE, DeliveryProcessor } from './delivery-processor.js';
import { DeliveryStore } from './delivery-store.js';
import { DestinationRuntimes } from './destination-runtime.js';
import { DryRunsController } from './dry-runs.controller.js';
import { DryRuns } from './dry-runs.js';
import { InFlight } from './in-flight.js';
import { Outcomes } from './outcomes.js';
import { OutcomesController } from './outcomes.controller.js';
import { ReceiptsController } from './receipts.controller.js';
import { Replays } from './replays.js';
import { ReplaysController } from './replays.controller.js';
import { Sender } from './sender.js';

/** Delivers the outbox to the destinations. */
@Module({})
export class DeliveryModule {
  /** For the role `deliver`: sends. */
  static forWorker(): DynamicModule {
    return {
      module: DeliveryModule,
      imports: [
        BullModule.forRootAsync({
          inject: [CONFIG],
          useFactory: (config: ServicesConfig) => ({ url: config.redisUrl, prefix: '{warp-bull}' }),
        }),
        BullModule.registerQueue({ name: DELIVERY_QUEUE }),
        TokensModule,
      ],
      providers: [Breakers, DeadLetterExpiry, DeliveryDispatcher, DeliveryProcessor, DeliveryStore, DestinationRuntimes, InFlight, Sender],
    };
  }

  /** For the role `serve`: answers questions about deliveries, and tries destinations out. */
  static forApi(): DynamicModule {
    return {
      module: DeliveryApiModule,
      global: true,
      imports: [IdentityModule, TokensModule],
      controllers: [DeadLettersController, DryRunsController, OutcomesController, ReceiptsController, ReplaysController],
      providers: [DeadLetters, DestinationRuntimes, DryRuns, Outcomes, Replays, { provide: DestinationTester, useClass: ConnectionTester }],
      exports: [DestinationTester],
    };
  }
}

/** Apart from the worker's module, so that one process can be both. */
class DeliveryApiModule {}
