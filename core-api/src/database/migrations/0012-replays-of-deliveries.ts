import { Migration } from '@mikro-orm/migrations';

/** A delivery that was put back names the replay that did it: so somebody who waits for a replay can be told how far it is. */
export class ReplaysOfDeliveries extends Migration {
  override up(): void {
    this.addSql('alter table deliveries add column replay_id uuid;');
  }

  override down(): void {
    this.addSql('alter table deliveries drop column replay_id;');
  }
}
