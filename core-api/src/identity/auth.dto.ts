import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsEmail, IsIn, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { Optional } from '../http/optional.js';
import { LEAST_PASSWORD_LENGTH, MOST_PASSWORD_LENGTH } from '../config/password-length.js';
import { ROLE_NAMES, type RoleName } from '../database/entities/user.entity.js';

const SIX_DIGITS = { message: 'totp must be the six digits of the authenticator app' };

export class LoginRequest {
  @ApiProperty({ format: 'email' })
  @IsEmail({ require_tld: false })
  @MaxLength(320)
  email!: string;

  @ApiProperty({ format: 'password' })
  @IsString()
  @MaxLength(MOST_PASSWORD_LENGTH)
  password!: string;

  @ApiPropertyOptional({ description: 'Six digits, for whoever has a second factor.' })
  @Optional()
  @Matches(/^\d{6}$/, SIX_DIGITS)
  totp?: string;
}

export class PasswordRequest {
  @ApiProperty({ format: 'password' })
  @IsString()
  @MaxLength(MOST_PASSWORD_LENGTH)
  current_password!: string;

  @ApiProperty({ format: 'password', minLength: LEAST_PASSWORD_LENGTH, maxLength: MOST_PASSWORD_LENGTH })
  @IsString()
  @MinLength(LEAST_PASSWORD_LENGTH)
  @MaxLength(MOST_PASSWORD_LENGTH)
  new_password!: string;
}

export class EndSessionsQuery {
  @ApiPropertyOptional({ enum: ['true', 'false'], default: 'false', description: 'Leave the session alone that asks.' })
  @Optional()
  @IsIn(['true', 'false'])
  keep_current?: 'true' | 'false';
}

export class LoginSessionResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'The one that asks.' })
  current!: boolean;

  @ApiProperty({ type: String, nullable: true, description: 'Of the browser that logged in.' })
  user_agent!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Address it was logged in from.' })
  ip_address!: string | null;

  @ApiProperty({ format: 'date-time' })
  started_at!: string;

  @ApiProperty({ format: 'date-time' })
  last_used_at!: string;
}

export class LoginSessionList {
  @ApiProperty({ type: [LoginSessionResponse] })
  items!: LoginSessionResponse[];
}

export class TotpEnableRequest {
  @ApiProperty({ description: 'Six digits of the app that was just set up.' })
  @Matches(/^\d{6}$/, SIX_DIGITS)
  totp!: string;
}

export class TotpDisableRequest extends TotpEnableRequest {
  @ApiProperty({ format: 'password' })
  @IsString()
  @MaxLength(MOST_PASSWORD_LENGTH)
  password!: string;
}

export class TotpSetupResponse {
  @ApiProperty({ description: 'Base32, to type into an authenticator app.' })
  secret!: string;

  @ApiProperty({ description: '`otpauth://…`, to draw as a QR code.' })
  otpauth_url!: string;
}

export class SessionUser {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  email!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ enum: ROLE_NAMES })
  role!: RoleName;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null for super admins.' })
  agency_id!: string | null;
}

export class MeResponse extends SessionUser {
  @ApiProperty()
  totp_enabled!: boolean;

  @ApiProperty({ type: [String], description: 'What the role may do.' })
  rights!: readonly string[];
}

export class SessionResponse {
  @ApiProperty({ description: 'JWT for `Authorization: Bearer`.' })
  access_token!: string;

  @ApiProperty({ enum: ['Bearer'] })
  token_type!: 'Bearer';

  @ApiProperty({ description: 'Life of the access token, in seconds.' })
  expires_in!: number;

  @ApiProperty({ type: SessionUser })
  user!: SessionUser;
}
