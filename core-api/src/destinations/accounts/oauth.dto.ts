import { ApiProperty } from '@nestjs/swagger';

export class ConnectResponse {
  @ApiProperty({ format: 'uri', description: 'Send the browser there; it comes back to /api/oauth/callback within ten minutes.' })
  authorize_url!: string;
}

export class DisconnectResponse {
  @ApiProperty({ description: 'Whether the vendor confirmed that the tokens ended. They are forgotten here either way.' })
  revoked!: boolean;
}
