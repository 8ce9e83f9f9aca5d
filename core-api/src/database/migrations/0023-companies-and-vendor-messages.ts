import { Migration } from '@mikro-orm/migrations';

/**
 * Which company a visit came from, apart from whose network it used; what vendors say themselves of events they refuse; and events by
 * when they were stored, for counting the last hour's (BRIN: events are appended in that order, so it is a few pages).
 */
export class CompaniesAndVendorMessages extends Migration {
  override up(): void {
    this.addSql(`
      alter table sessions add column company varchar(255);
      alter table deliveries add column vendor_message text;
      alter table dead_letters add column vendor_message text;
      create index events_stored on events using brin (created_at) with (autosummarize = on);
    `);
  }

  override down(): void {
    this.addSql(`
      drop index events_stored;
      alter table dead_letters drop column vendor_message;
      alter table deliveries drop column vendor_message;
      alter table sessions drop column company;
    `);
  }
}
