import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { Type } from 'class-transformer';

export class CompaniesQueryDto {
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(255) search?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(100) industry?: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'Only companies that visited this site, and only what they did there.' }) @IsOptional() @IsUUID() site_id?: string;
  @ApiPropertyOptional({ enum: ['last_seen', 'total_visits', 'name'], default: 'last_seen' }) @IsOptional() @IsIn(['last_seen', 'total_visits', 'name']) sort?: string;
  @ApiPropertyOptional({ default: 1 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(100_000) page?: number;
}

export class CompanyRow {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: String, nullable: true }) domain!: string | null;
  @ApiProperty({ type: String, nullable: true }) industry!: string | null;
  @ApiProperty({ type: String, nullable: true }) location!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'How sure the surest match is, 0-1.' }) confidence!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'What that match rests on.' }) evidence!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) first_seen!: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) last_seen!: Date | null;
  @ApiProperty() total_visits!: number;
  @ApiProperty() total_page_views!: number;
  @ApiProperty({ description: 'Of all sites one may see, whatever `site_id` says.' }) sites_visited!: number;
  @ApiProperty({ type: Number, nullable: true }) engagement_score!: number | null;
}

export class CompanyPage {
  @ApiProperty({ type: [CompanyRow] }) items!: CompanyRow[];
  @ApiProperty() total!: number;
  @ApiProperty() page!: number;
  @ApiProperty() page_size!: number;
}
