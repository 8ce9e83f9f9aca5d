import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { Equals, IsIn, IsNotEmpty, IsString, IsUUID, Matches, MaxLength, ValidateNested } from 'class-validator';
import { Optional } from '../../http/optional.js';
import { ALL_SITE_SCOPES } from '../tokens/site-scopes.js';

/** The plugin is no client that could keep a secret: one name stands for every copy of it. */
export const CLIENT_ID = 'wordpress';

/** What a WordPress asks for with the browser's address (RFC 6749, 4.1.1; RFC 7636, 4.3). */
export class AuthorizationRequest {
  @ApiProperty({ enum: ['code'] })
  @Equals('code')
  response_type!: 'code';

  @ApiProperty({ enum: [CLIENT_ID] })
  @Equals(CLIENT_ID)
  client_id!: typeof CLIENT_ID;

  @ApiProperty({ description: 'A page of wp-admin, over https, or on this machine.' })
  @IsString()
  @MaxLength(2048)
  redirect_uri!: string;

  @ApiProperty({ description: 'SHA-256 of the code verifier in base64url.' })
  @Matches(/^[\w-]{43}$/, { message: 'code_challenge must be a SHA-256 hash in base64url, 43 characters' })
  code_challenge!: string;

  @ApiProperty({ enum: ['S256'] })
  @Equals('S256')
  code_challenge_method!: 'S256';

  @ApiProperty({ description: 'Comes back unchanged.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(512)
  state!: string;

  @ApiPropertyOptional({ description: `Of ${ALL_SITE_SCOPES.join(', ')}, with blanks between; left out: all.` })
  @Optional()
  @IsString()
  @MaxLength(255)
  scope?: string;

  @ApiPropertyOptional({ description: 'Address of its front page, as it says itself.' })
  @Optional()
  @IsString()
  @MaxLength(2048)
  site_url?: string;

  @ApiPropertyOptional({ description: 'Its name, as it says itself.' })
  @Optional()
  @IsString()
  @MaxLength(255)
  site_name?: string;
}

export class NewSite {
  @ApiProperty({ maxLength: 255 })
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name!: string;

  @ApiProperty()
  @IsString()
  @MaxLength(255)
  domain!: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @Optional()
  @IsUUID()
  agency_id?: string;
}

const DECISIONS = ['approve', 'deny'] as const;

/** What the person decided: for a site there is, or for a new one. */
export class AuthorizationDecision extends AuthorizationRequest {
  @ApiPropertyOptional({ format: 'uuid', description: 'A site there is.' })
  @Optional()
  @IsUUID()
  site_id?: string;

  @ApiPropertyOptional({ type: NewSite, description: 'Else the site to be made.' })
  @Optional()
  @ValidateNested()
  @Type(() => NewSite)
  site?: NewSite;

  @ApiPropertyOptional({ enum: DECISIONS, default: 'approve' })
  @Optional()
  @IsIn(DECISIONS)
  decision?: (typeof DECISIONS)[number];
}

export class ScopeBody {
  @ApiProperty({ enum: ALL_SITE_SCOPES })
  scope!: string;

  @ApiProperty({ description: 'For the person who is asked.' })
  sentence!: string;
}

export class SiteChoice {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty()
  domain!: string;

  @ApiProperty({ description: 'Whether the WordPress lies in one of its domains; no other can be chosen.' })
  matches!: boolean;
}

export class SuggestedSite {
  @ApiProperty()
  name!: string;

  @ApiProperty()
  domain!: string;
}

export class AuthorizationOffer {
  @ApiProperty({ description: 'Where the answer goes: the address of the WordPress.' })
  home!: string;

  @ApiProperty({ description: 'Its host name.' })
  host!: string;

  @ApiProperty({ type: [ScopeBody] })
  scopes!: ScopeBody[];

  @ApiProperty({ type: [SiteChoice], description: 'Those that match first; at most 200.' })
  sites!: SiteChoice[];

  @ApiProperty({ type: SuggestedSite, nullable: true, description: 'Null: this person may not add sites.' })
  new_site!: SuggestedSite | null;
}

export class AuthorizationAnswer {
  @ApiProperty({ description: 'Where the browser goes now; the query has `code`, `state` and `iss`, or `error` instead of `code`.' })
  redirect_to!: string;
}

export class SiteTokenAnswer {
  @ApiProperty({ description: '`warp_site_…`; shown this once.' })
  access_token!: string;

  @ApiProperty({ enum: ['Bearer'] })
  token_type!: 'Bearer';

  @ApiProperty({ description: 'With blanks between.' })
  scope!: string;

  @ApiProperty({ format: 'uuid' })
  site_id!: string;

  @ApiProperty()
  site_name!: string;

  @ApiProperty({ description: 'Names the site in its pages.' })
  script_id!: string;

  @ApiProperty({ description: 'Base address of this core.' })
  core!: string;

  @ApiProperty({ description: 'The site’s signing secret: 32 bytes in base64url.' })
  secret!: string;
}
