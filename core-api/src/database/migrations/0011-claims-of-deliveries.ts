import { Migration } from '@mikro-orm/migrations';

/**
 * A claimed delivery names the job it belongs to. A worker whose lease was over, because it slept or waited in a long queue, finds
 * that its deliveries are another's and leaves them alone.
 */
export class ClaimsOfDeliveries extends Migration {
  override up(): void {
    this.addSql('alter table deliveries add column claim uuid;');
  }

  override down(): void {
    this.addSql('alter table deliveries drop column claim;');
  }
}
