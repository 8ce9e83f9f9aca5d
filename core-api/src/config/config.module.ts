import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { FoundPlugin } from '@warp/plugin-sdk/host';
import type { ServicesConfig } from './config.js';

/** Injection token of the process's `ServicesConfig`. */
export const CONFIG = Symbol('warp:config');

/** Injection token of the plugins that were found when the process started: loaded and refused ones. */
export const FOUND_PLUGINS = Symbol('warp:found-plugins');

/** What a process is started with. */
@Global()
@Module({})
export class ConfigModule {
  static forRoot(config: ServicesConfig, plugins: readonly FoundPlugin[]): DynamicModule {
    return {
      module: ConfigModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: FOUND_PLUGINS, useValue: plugins },
      ],
      exports: [CONFIG, FOUND_PLUGINS],
    };
  }
}
