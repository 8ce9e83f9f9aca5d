import { ApiProperty } from '@nestjs/swagger';
import { ALL_SITE_SCOPES } from '../tokens/site-scopes.js';

const WAYS = ['connect', 'code'] as const;

export class ConnectionResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'Address of the WordPress, as far as it is known.' })
  name!: string;

  @ApiProperty({ enum: WAYS, description: '`connect`: allowed in the browser. `code`: by a connection code.' })
  via!: (typeof WAYS)[number];

  @ApiProperty({ enum: ALL_SITE_SCOPES, isArray: true })
  scopes!: string[];

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'To half a minute.' })
  last_used_at!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  revoked_at!: string | null;
}

export class ConnectionList {
  @ApiProperty({ type: [ConnectionResponse], description: 'Newest first.' })
  items!: ConnectionResponse[];
}

export class NewConnectionCode {
  @ApiProperty({ description: 'For the WordPress plugin’s settings. It contains the site’s signing secret and a token; shown this once.' })
  code!: string;
}

export class RotatedSecret {
  @ApiProperty({ description: '32 bytes in base64url; shown this once.' })
  secret!: string;

  @ApiProperty({ format: 'date-time', description: 'Until then signatures of the secret before are accepted too.' })
  previous_accepted_until!: string;
}
