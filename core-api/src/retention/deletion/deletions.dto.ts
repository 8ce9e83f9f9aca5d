import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Allow, IsIn } from 'class-validator';
import { Optional } from '../../http/optional.js';
import { PageOf, PageQuery } from '../../http/page.dto.js';
import type { DeletionState, Subject } from './deletion.js';

export class ConfirmRequest {
  /** Looked at after the rights, so that nobody learns by it whether there is such a site. */
  @ApiProperty({ type: String, description: 'The name of what is to be deleted, as a person has typed it.' })
  @Allow()
  confirm?: unknown;
}

const SUBJECTS = ['site', 'agency'] as const satisfies readonly Subject[];
const STATES = ['waiting', 'erasing', 'erased', 'restored'] as const satisfies readonly DeletionState[];

export class DeletionsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: SUBJECTS })
  @Optional()
  @IsIn(SUBJECTS)
  subject?: Subject;
}

const COUNTS = { type: 'object', additionalProperties: { type: 'integer' } } as const;

export class DisconnectedAccounts {
  @ApiProperty()
  disconnected!: number;

  @ApiProperty({ description: 'Of those, how many the vendor says it ended.' })
  confirmed!: number;
}

export class DeletionResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: SUBJECTS })
  subject!: Subject;

  @ApiProperty({ format: 'uuid' })
  subject_id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Who asked for it; null: nobody is known.' })
  requested_by!: string | null;

  @ApiProperty({ format: 'date-time' })
  requested_at!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'null: it cannot be restored any more, or was.' })
  restorable_until!: string | null;

  @ApiProperty({ enum: STATES, description: '`waiting`: hidden, can be restored. `erasing`: its data is being removed.' })
  state!: DeletionState;

  @ApiProperty({ description: 'From 0 to 1, by rows.' })
  progress!: number;

  @ApiProperty({ ...COUNTS, description: 'Rows found when the removal began, by table.' })
  total!: Readonly<Record<string, number>>;

  @ApiProperty({ ...COUNTS, description: 'Rows removed so far, by table.' })
  removed!: Readonly<Record<string, number>>;

  @ApiProperty({ type: DisconnectedAccounts, description: 'Accounts at vendors.' })
  accounts!: DisconnectedAccounts;

  @ApiProperty({ type: String, nullable: true, description: 'Why the removal stopped; it is tried again.' })
  problem!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  finished_at!: string | null;
}

export class DeletionPage extends PageOf {
  @ApiProperty({ type: [DeletionResponse] })
  items!: DeletionResponse[];
}
