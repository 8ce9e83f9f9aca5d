import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Allow, IsString, MaxLength } from 'class-validator';
import { DECIDERS, type Decider } from '../../collect/visitor-address.js';
import { Optional } from '../../http/optional.js';

/** What WordPress saw of the person’s way to it; a whole `client` of a signed batch will do. */
export class ClientAddressRequest {
  @ApiProperty({ description: 'The other end of the connection.' })
  @IsString()
  @MaxLength(128)
  remote_addr!: string;

  @ApiPropertyOptional({ description: '`X-Forwarded-For` as it came.' })
  @Optional()
  @IsString()
  @MaxLength(1024)
  forwarded_for?: string;

  @ApiPropertyOptional({ description: '`CF-Connecting-IP` as it came.' })
  @Optional()
  @IsString()
  @MaxLength(1024)
  cf_connecting_ip?: string;

  @ApiPropertyOptional({ description: '`Forwarded` (RFC 7239) as it came.' })
  @Optional()
  @IsString()
  @MaxLength(1024)
  forwarded?: string;

  @ApiPropertyOptional({ description: 'Not looked at.' })
  @Allow()
  user_agent?: string;

  @ApiPropertyOptional({ description: 'Not looked at.' })
  @Allow()
  received_at?: number;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'Not looked at.' })
  @Allow()
  hints?: Record<string, unknown>;
}

export class ClientAddressResponse {
  @ApiProperty({ description: 'What events of this person would be stored by, before it is cut short.' })
  ip!: string;

  @ApiProperty({ type: String, nullable: true, description: 'ISO 3166-1 alpha-2; null: not known, or the site looks nothing up.' })
  country!: string | null;

  @ApiProperty({ type: String, nullable: true })
  region!: string | null;

  @ApiProperty({ type: String, nullable: true })
  city!: string | null;

  @ApiProperty({ enum: DECIDERS, description: 'Which of the addresses was believed.' })
  decided_by!: Decider;

  @ApiProperty({ description: 'Whether the request was signed; with a wrong signature it is refused.' })
  signed!: boolean;
}
