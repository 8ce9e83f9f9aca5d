import { Migration } from '@mikro-orm/migrations';

/** Figures kept ready for the panels, counts of what was dropped, and companies. */
export class RollupsAndCompanies extends Migration {
  override up(): void {
    this.addSql(`
      -- One row per site, bucket and value of a dimension; people only (bots are counted in their own dimension).
      -- grain 'hour': bucket is an hour in UTC, dimension 'total'. grain 'day': bucket is the day's start in the site's time zone.
      create table rollups (
        site_id uuid not null,
        dimension varchar(32) not null,
        grain varchar(4) not null check (grain in ('hour', 'day')),
        bucket timestamptz not null,
        value text not null,
        events bigint not null default 0,
        page_views bigint not null default 0,
        sessions bigint not null default 0,
        bounces bigint not null default 0,
        session_ms bigint not null default 0,
        conversions bigint not null default 0,
        transactions bigint not null default 0,
        revenue numeric(16, 2) not null default 0,
        quantity numeric(16, 2) not null default 0,
        primary key (site_id, dimension, grain, bucket, value)
      );

      -- What was left out on purpose or refused, by reason and hour.
      create table drops (
        site_id uuid not null,
        hour timestamptz not null,
        reason varchar(64) not null,
        events bigint not null default 0,
        primary key (site_id, hour, reason)
      );

      create table companies (
        id uuid primary key default uuidv7(),
        agency_id uuid not null references agencies (id) on delete cascade,
        name varchar(255) not null,
        domain varchar(255),
        industry varchar(100),
        location varchar(255),
        first_seen timestamptz,
        last_seen timestamptz,
        total_visits integer not null default 0,
        total_pageviews integer not null default 0,
        engagement_score integer,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      );
      create unique index companies_identity on companies (agency_id, lower(coalesce(domain, name)));

      create table company_sites (
        company_id uuid not null references companies (id) on delete cascade,
        site_id uuid not null references sites (id) on delete cascade,
        first_seen timestamptz not null,
        last_seen timestamptz not null,
        visits integer not null default 0,
        page_views integer not null default 0,
        primary key (company_id, site_id)
      );
      create index company_sites_site on company_sites (site_id);

      alter table rollups enable row level security;
      create policy rollups_app on rollups to warp_app using (site_id in (select id from sites));
      create policy rollups_system on rollups to warp_system using (true) with check (true);
      alter table drops enable row level security;
      create policy drops_app on drops to warp_app using (site_id in (select id from sites));
      create policy drops_system on drops to warp_system using (true) with check (true);
      alter table company_sites enable row level security;
      create policy company_sites_app on company_sites to warp_app using (site_id in (select id from sites));
      create policy company_sites_system on company_sites to warp_system using (true) with check (true);
      alter table companies enable row level security;
      create policy companies_app on companies to warp_app using (id in (select company_id from company_sites));
      create policy companies_system on companies to warp_system using (true) with check (true);

      grant select on rollups, drops, companies, company_sites to warp_app;
      grant select, insert, update, delete on rollups, drops, companies, company_sites to warp_system;
    `);
  }

  override down(): void {
    this.addSql('drop table company_sites, companies, drops, rollups;');
  }
}
