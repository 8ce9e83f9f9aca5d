import { BullModule } from '@nestjs/bull';
import { type DynamicModule, Module } from '@nestjs/common';
import { CONFIG } from '../config/config.module.js';
import type { ServicesConfig } from '../config/config.js';
import { IdentityModule } from '../identity/identity.module.js';
import { JobsModule } from '../jobs/jobs.module.js';
import { TokensModule } from '../destinations/accounts/tokens.module.js';
import { PluginsModule } from '../plugins/plugins.module.js';
import { Breakers } from './engine/breaker.js';
import { ConnectionTestController } from './answers/connection-test.controller.js';
import { ConnectionTester } from './answers/connection-tester.js';
import { DeadLetterExpiry } from './engine/dead-letter-expiry.js';
import { DeadLetters } from './answers/dead-letters.js';
import { DeadLettersController } from './answers/dead-letters.controller.js';
import { DeliveryDispatcher } from './engine/delivery-dispatcher.js';
import { DELIVERY_QUEUE, DeliveryProcessor } from './engine/delivery-processor.js';
import { DeliveryStore } from './engine/delivery-store.js';
import { RuntimesModule } from '../destinations/runtime/runtimes.module.js';
import { InFlight } from './engine/in-flight.js';
import { Outcomes } from './answers/outcomes.js';
import { OutcomesController } from './answers/outcomes.controller.js';
import { ReceiptsController } from './answers/receipts.controller.js';
import { Replays } from './answers/replays.js';
import { ReplaysController } from './answers/replays.controller.js';
import { Sender } from './engine/sender.js';

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
        JobsModule,
        PluginsModule,
        RuntimesModule,
        TokensModule,
      ],
      providers: [Breakers, DeadLetterExpiry, DeliveryDispatcher, DeliveryProcessor, DeliveryStore, InFlight, Sender],
    };
  }

  /** For the role `serve`: answers questions about deliveries, and tries destinations out. */
  static forApi(): DynamicModule {
    return {
      module: DeliveryApiModule,
      imports: [IdentityModule, PluginsModule, RuntimesModule, TokensModule],
      controllers: [ConnectionTestController, DeadLettersController, OutcomesController, ReceiptsController, ReplaysController],
      providers: [ConnectionTester, DeadLetters, Outcomes, Replays],
    };
  }
}

/** Apart from the worker's module, so that one process can be both. */
class DeliveryApiModule {}
