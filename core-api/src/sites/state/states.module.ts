import { Module } from '@nestjs/common';
import { States } from './states.js';

/** How sites and destinations do. Global modules must provide `DestinationCatalogue`. */
@Module({ providers: [States], exports: [States] })
export class StatesModule {}
