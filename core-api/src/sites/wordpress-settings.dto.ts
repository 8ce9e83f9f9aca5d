import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsString, MaxLength } from 'class-validator';
import { Optional } from '../http/optional.js';
import { SHARED_FIELDS, type SharedField } from '../database/entities/wordpress-report.js';

const EITHER = { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }], nullable: true };

export class SettingDifferenceBody {
  @ApiProperty({ enum: SHARED_FIELDS })
  field!: SharedField;

  @ApiProperty({ ...EITHER, description: 'As it is set for the site.' })
  here!: string | readonly string[] | null;

  @ApiProperty({ ...EITHER, description: 'As its WordPress has it; of `domains` those that the site lacks.' })
  wordpress!: string | readonly string[] | null;
}

export class SettingDifferences {
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When a WordPress last reported its settings.' })
  reported_at!: string | null;

  @ApiProperty({ type: [SettingDifferenceBody] })
  differences!: SettingDifferenceBody[];
}

/** What to do about differences: take the WordPress’ value, or keep the site’s. */
export class SettleDifferencesRequest {
  @ApiPropertyOptional({ enum: SHARED_FIELDS, isArray: true, description: 'Fields to be set as in WordPress.' })
  @Optional()
  @IsArray()
  @IsIn(SHARED_FIELDS, { each: true })
  take?: SharedField[];

  @ApiPropertyOptional({ enum: SHARED_FIELDS, isArray: true, description: 'Fields that stay as they are; they are offered again when WordPress changes them.' })
  @Optional()
  @IsArray()
  @IsIn(SHARED_FIELDS, { each: true })
  keep?: SharedField[];
}

/** What a WordPress says of itself. What it does not know is left out. */
export class ReportSettingsRequest {
  @ApiPropertyOptional({ description: 'IANA name.' })
  @Optional()
  @IsString()
  @MaxLength(64)
  timezone?: string;

  @ApiPropertyOptional({ description: 'ISO 4217, of its shop.' })
  @Optional()
  @IsString()
  @MaxLength(3)
  currency?: string;

  @ApiPropertyOptional({ description: 'ISO 3166-1 alpha-2, of its shop.' })
  @Optional()
  @IsString()
  @MaxLength(2)
  country?: string;

  @ApiPropertyOptional({ description: 'BCP 47.' })
  @Optional()
  @IsString()
  @MaxLength(35)
  language?: string;

  @ApiPropertyOptional({ enum: ['monday', 'sunday', 'saturday'] })
  @Optional()
  @IsIn(['monday', 'sunday', 'saturday'])
  week_start?: 'monday' | 'sunday' | 'saturday';

  @ApiPropertyOptional({ type: [String], description: 'Query parameters that name a page.' })
  @Optional()
  @IsArray()
  @ArrayMaxSize(30)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  page_parameters?: string[];

  @ApiPropertyOptional({ type: [String], description: 'Host names under which it is or was reached.' })
  @Optional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(255, { each: true })
  domains?: string[];
}
