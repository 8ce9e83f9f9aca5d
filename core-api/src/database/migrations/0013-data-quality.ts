import { Migration } from '@mikro-orm/migrations';

/**
 * What an event's form cost it, counted by field and rule; and events that were rejected, kept for 30 days so that they can be mended
 * and taken again.
 */
export class DataQuality extends Migration {
  override up(): void {
    this.addSql(`
      -- Without a default: no row is rewritten. null: nothing was wrong, or there were none.
      alter table events add column issues jsonb, add column user_properties jsonb;

      -- One row per day in the site's time zone, type of event, field and rule; with field and rule empty, all events of the type, which
      -- shares are shares of.
      create table data_quality (
        site_id uuid not null,
        day timestamptz not null,
        event_type varchar(100) not null,
        field varchar(100) not null,
        rule varchar(32) not null,
        events bigint not null,
        first_seen timestamptz not null,
        last_seen timestamptz not null,
        -- One event of them: {event_id, at, was}, without personal data.
        example jsonb,
        primary key (site_id, day, event_type, field, rule)
      );

      create table failed_events (
        id uuid primary key,
        site_id uuid not null,
        code varchar(32) not null,
        field varchar(100) not null,
        rule varchar(32) not null,
        event_type varchar(100),
        via varchar(10) not null,
        received_at timestamptz not null,
        -- The event as it came without its sender's address, AES-256-GCM; null once it was taken again.
        body bytea,
        body_bytes integer not null,
        retried_at timestamptz,
        -- The retry that took it, and the id of the event that it became.
        retry_id uuid,
        event_id varchar(128)
      );
      create index failed_events_site on failed_events (site_id, id) include (body_bytes);
      create index failed_events_received on failed_events using brin (received_at);
      create index failed_events_retry on failed_events (site_id, retry_id) where retry_id is not null;

      -- All rejected events, also those whose bodies were not kept.
      create table failed_event_counts (
        site_id uuid not null,
        hour timestamptz not null,
        code varchar(32) not null,
        field varchar(100) not null,
        rule varchar(32) not null,
        events bigint not null,
        primary key (site_id, hour, code, field, rule)
      );

      alter table data_quality enable row level security;
      create policy data_quality_app on data_quality for select to warp_app using (site_id in (select id from sites));
      create policy data_quality_system on data_quality to warp_system using (true) with check (true);
      alter table failed_events enable row level security;
      create policy failed_events_app on failed_events for select to warp_app using (site_id in (select id from sites));
      create policy failed_events_system on failed_events to warp_system using (true) with check (true);
      alter table failed_event_counts enable row level security;
      create policy failed_event_counts_app on failed_event_counts for select to warp_app using (site_id in (select id from sites));
      create policy failed_event_counts_system on failed_event_counts to warp_system using (true) with check (true);

      grant select on data_quality, failed_events, failed_event_counts to warp_app;
      grant select, insert, update, delete on data_quality, failed_events, failed_event_counts to warp_system;
    `);
  }

  override down(): void {
    this.addSql(`
      drop table failed_event_counts, failed_events, data_quality;
      alter table events drop column user_properties, drop column issues;
    `);
  }
}
