import { Entity, PrimaryKey } from '@mikro-orm/decorators/legacy';
import { PrimaryKeyProp } from '@mikro-orm/core';

/** A site a manager or client is assigned to. */
@Entity({ tableName: 'user_sites' })
export class UserSite {
  [PrimaryKeyProp]?: ['userId', 'siteId'];

  @PrimaryKey({ type: 'uuid', fieldName: 'user_id' })
  userId!: string;

  @PrimaryKey({ type: 'uuid', fieldName: 'site_id' })
  siteId!: string;
}
