import { ApiProperty } from '@nestjs/swagger';

export class JobRunBody {
  @ApiProperty({ format: 'date-time', description: 'When it was due.' }) slot!: Date;
  @ApiProperty({ format: 'date-time' }) started_at!: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null while it is running.' }) finished_at!: Date | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Milliseconds' }) duration_ms!: number | null;
  @ApiProperty({ type: String, enum: ['succeeded', 'failed'], nullable: true, description: 'Null while it is running.' }) outcome!: 'succeeded' | 'failed' | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it failed, without personal data.' }) error!: string | null;
  @ApiProperty({ description: 'Host, process id and start of the process that ran it.' }) process!: string;
  @ApiProperty({ description: 'How many processes began it; more than one when a process ended before it was done.' }) attempts!: number;
}

export class JobBody {
  @ApiProperty() name!: string;
  @ApiProperty({ type: Number, nullable: true, description: 'Seconds from run to run; null for one by a cron expression.' }) every_seconds!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Cron expression; null for one that runs every so many seconds.' }) cron!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Time zone of the cron expression.' }) time_zone!: string | null;
  @ApiProperty({ enum: ['each', 'latest'], description: 'After a time without a process: each missed run, or only the latest.' }) catch_up!: 'each' | 'latest';
  @ApiProperty({ description: 'A run begins up to so many seconds after it is due.' }) jitter_seconds!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'In the past when a run is due that no process has begun.' }) next_run_at!: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When a run last succeeded.' }) last_success_at!: Date | null;
  @ApiProperty({ type: JobRunBody, nullable: true, description: 'Null before the first run.' }) last_run!: JobRunBody | null;
}

export class JobList {
  @ApiProperty({ type: [JobBody] }) items!: JobBody[];
}
