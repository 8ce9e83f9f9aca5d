import { Migration } from '@mikro-orm/migrations';

/** Settings of the enrichments, for the whole installation, and what the match of a company rests on. */
export class Enrichments extends Migration {
  override up(): void {
    this.addSql(`
      create table enrichments (
        plugin varchar(100) primary key,
        -- null: as the plugin starts.
        enabled boolean,
        settings jsonb not null default '{}',
        secrets bytea,
        updated_at timestamptz not null default clock_timestamp()
      );
      alter table enrichments enable row level security;
      create policy enrichments_app on enrichments to warp_app using (warp_scope() = 'all') with check (warp_scope() = 'all');
      create policy enrichments_system on enrichments for select to warp_system using (true);
      grant select, insert, update on enrichments to warp_app;
      grant select on enrichments to warp_system;

      -- Of the surest match; null for companies seen before this was kept.
      alter table companies add column confidence real, add column evidence text;
    `);
  }

  override down(): void {
    this.addSql(`
      alter table companies drop column confidence, drop column evidence;
      drop table enrichments;
    `);
  }
}
