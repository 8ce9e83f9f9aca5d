import { ApiProperty, ApiPropertyOptional, PartialType, OmitType } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsNotEmpty,
  IsString,
  IsUUID,
  MaxLength,
  MinLength,
} from 'class-validator';
import { Optional } from '../http/optional.js';
import { PageOf } from '../http/page.dto.js';
import { LEAST_PASSWORD_LENGTH, MOST_PASSWORD_LENGTH } from '../config/password-length.js';
import { ROLE_NAMES, type RoleName } from '../database/entities/user.entity.js';

export class CreateUserRequest {
  @ApiProperty({ format: 'email', maxLength: 320 })
  @IsEmail({ require_tld: false })
  @MaxLength(320)
  email!: string;

  @ApiProperty({ maxLength: 255 })
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name!: string;

  @ApiProperty({ enum: ROLE_NAMES })
  @IsIn(ROLE_NAMES)
  role!: RoleName;

  @ApiProperty({ format: 'password', minLength: LEAST_PASSWORD_LENGTH, maxLength: MOST_PASSWORD_LENGTH })
  @IsString()
  @MinLength(LEAST_PASSWORD_LENGTH)
  @MaxLength(MOST_PASSWORD_LENGTH)
  password!: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'A super admin names it; everybody else’s is their own.' })
  @Optional()
  @IsUUID()
  agency_id?: string;

  @ApiPropertyOptional({ type: [String], format: 'uuid', description: 'Sites a manager or client sees.' })
  @Optional()
  @IsArray()
  @ArrayMaxSize(10_000)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  site_ids?: string[];
}

export class UpdateUserRequest extends PartialType(OmitType(CreateUserRequest, ['agency_id'] as const), {
  skipNullProperties: false,
}) {
  @ApiPropertyOptional({ description: 'A disabled person cannot log in.' })
  @Optional()
  @IsBoolean()
  disabled?: boolean;
}

export class UserResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  agency_id!: string | null;

  @ApiProperty()
  email!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ enum: ROLE_NAMES })
  role!: RoleName;

  @ApiProperty()
  disabled!: boolean;

  @ApiProperty()
  totp_enabled!: boolean;

  @ApiProperty({ type: [String], format: 'uuid' })
  site_ids!: string[];

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  last_login_at!: string | null;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ format: 'date-time' })
  updated_at!: string;
}

export class UserPage extends PageOf {
  @ApiProperty({ type: [UserResponse] })
  items!: UserResponse[];
}
