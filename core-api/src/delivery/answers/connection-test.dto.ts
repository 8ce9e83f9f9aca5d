import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { Optional } from '../../http/optional.js';

export class DestinationTestRequest {
  @ApiPropertyOptional({ default: false, description: 'Whether a marked event may be sent where its plugin has no other test. The vendor may count it.' })
  @Optional()
  @IsBoolean()
  send?: boolean;
}

export class DestinationTestResponse {
  @ApiProperty()
  ok!: boolean;

  @ApiProperty({ description: 'A stable word; `cannot_test_without_sending`: ask the person, then say `send`.' })
  code!: string;

  @ApiProperty({ description: 'For a person.' })
  message!: string;
}
