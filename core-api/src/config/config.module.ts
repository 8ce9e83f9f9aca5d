import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { ServicesConfig } from './config.js';

/** Injection token of the process's `ServicesConfig`. */
export const CONFIG = Symbol('warp:config');

@Global()
@Module({})
export class ConfigModule {
  static forRoot(config: ServicesConfig): DynamicModule {
    return { module: ConfigModule, providers: [{ provide: CONFIG, useValue: config }], exports: [CONFIG] };
  }
}
