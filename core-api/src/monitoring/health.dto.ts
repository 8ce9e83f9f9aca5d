import { ApiProperty } from '@nestjs/swagger';

export class Liveness {
  @ApiProperty({ enum: ['ok'] })
  status!: 'ok';
}

export class ReadyParts {
  @ApiProperty({ description: 'PostgreSQL answers, with its tables.' })
  database!: boolean;

  @ApiProperty({ description: 'Redis answers.' })
  log!: boolean;
}

export class Readiness {
  @ApiProperty({ enum: ['ok', 'unavailable'] })
  status!: 'ok' | 'unavailable';

  @ApiProperty({ type: ReadyParts })
  parts!: ReadyParts;
}
