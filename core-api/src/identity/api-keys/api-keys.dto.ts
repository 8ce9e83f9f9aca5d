import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayNotEmpty, ArrayUnique, IsIn, IsNotEmpty, IsString, IsUUID, MaxLength } from 'class-validator';
import { Optional } from '../../http/optional.js';
import { API_KEY_SCOPE_NAMES, type ApiKeyScope } from '../../database/entities/api-key.entity.js';
import { API_KEY_SCOPES } from './api-key-scopes.js';

const SCOPES_IN_WORDS = API_KEY_SCOPE_NAMES.map((scope) => `\`${scope}\`: ${API_KEY_SCOPES[scope]}`).join('. ');

export class CreateApiKeyRequest {
  @ApiProperty({ maxLength: 255 })
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name!: string;

  @ApiProperty({
    enum: API_KEY_SCOPE_NAMES,
    isArray: true,
    description: `${SCOPES_IN_WORDS}.`,
  })
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(API_KEY_SCOPE_NAMES, { each: true })
  scopes!: ApiKeyScope[];

  @ApiPropertyOptional({ format: 'uuid', description: 'Left out: every site of the agency.' })
  @Optional()
  @IsUUID()
  site_id?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'A super admin names it, or a site.' })
  @Optional()
  @IsUUID()
  agency_id?: string;
}

export class ApiKeyResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  agency_id!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  site_id!: string | null;

  @ApiProperty()
  name!: string;

  @ApiProperty({ description: 'The key’s first characters and dots.' })
  masked!: string;

  @ApiProperty({ enum: API_KEY_SCOPE_NAMES, isArray: true })
  scopes!: ApiKeyScope[];

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  last_used_at!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  revoked_at!: string | null;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;
}

export class CreatedApiKeyResponse extends ApiKeyResponse {
  @ApiProperty({ description: 'The whole key. It is shown this once.' })
  key!: string;
}

export class ApiKeyDay {
  @ApiProperty({ format: 'date', description: 'In UTC.' })
  day!: string;

  @ApiProperty()
  requests!: number;
}

export class ApiKeyWithUsage extends ApiKeyResponse {
  @ApiProperty({ type: [ApiKeyDay], description: 'Days of the last 30 with requests; a request counts within ten seconds.' })
  usage!: ApiKeyDay[];
}

export class ApiKeyList {
  @ApiProperty({ type: [ApiKeyWithUsage] })
  items!: ApiKeyWithUsage[];
}
