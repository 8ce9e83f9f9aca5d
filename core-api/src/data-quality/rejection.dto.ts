import { ApiProperty } from '@nestjs/swagger';
import type { Rejection } from './rejections.js';

export class RejectionBody implements Rejection {
  @ApiProperty({ description: 'As the sender was told.' }) code!: string;
  @ApiProperty({ description: 'To blame, by its wire name; empty: the event as a whole.' }) field!: string;
  @ApiProperty() rule!: string;
  @ApiProperty({ description: 'The same for a person.' }) sentence!: string;
  @ApiProperty() events!: number;
}
