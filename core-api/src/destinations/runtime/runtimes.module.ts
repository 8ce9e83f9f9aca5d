import { Module } from '@nestjs/common';
import { PluginsModule } from '../../plugins/plugins.module.js';
import { DestinationRuntimes } from './destination-runtime.js';

/** Destinations ready to be sent to: for delivering, erasing, trying and previewing. */
@Module({ imports: [PluginsModule], providers: [DestinationRuntimes], exports: [DestinationRuntimes] })
export class RuntimesModule {}
