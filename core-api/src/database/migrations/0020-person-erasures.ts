import { Migration } from '@mikro-orm/migrations';

/** Erased people: by which marks what they did before is known when it comes late, and what became of them at the vendors. */
export class PersonErasures extends Migration {
  override up(): void {
    this.addSql(`
      create table person_erasures (
        id uuid primary key default uuidv7(),
        site_id uuid not null references sites (id) on delete cascade,
        -- Events of before are not stored any more when they come.
        requested_at timestamptz not null default now(),
        -- Later, nothing of before can come.
        kept_until timestamptz not null,
        -- Keyed hashes of the ids the person had; they tell nobody who it was.
        marks bytea[] not null,
        -- Who it was, sealed, for the vendors and for looking again; gone when all of that is done.
        subject bytea,
        -- Rows removed so far: events, sessions, deliveries, quarantined.
        removed jsonb not null,
        -- Rows that were being written meanwhile are looked for again.
        looks smallint not null default 0,
        look_at timestamptz
      );
      create index person_erasures_site on person_erasures (site_id, requested_at desc);
      create index person_erasures_newest on person_erasures (requested_at);
      create index person_erasures_look on person_erasures (look_at) where look_at is not null;

      create table person_erasure_destinations (
        erasure_id uuid not null references person_erasures (id) on delete cascade,
        destination_id uuid not null,
        plugin varchar(100) not null,
        name varchar(255) not null,
        state varchar(15) not null default 'waiting' check (state in ('waiting', 'erased', 'not_supported', 'failed')),
        code varchar(64),
        -- The vendor's own words, or what to do.
        message text,
        attempts smallint not null default 0,
        -- When it is tried next; null: never again.
        due_at timestamptz,
        finished_at timestamptz,
        primary key (erasure_id, destination_id)
      );
      create index person_erasure_destinations_due on person_erasure_destinations (due_at) where due_at is not null;

      alter table person_erasures enable row level security;
      create policy person_erasures_system on person_erasures to warp_system using (true) with check (true);
      alter table person_erasure_destinations enable row level security;
      create policy person_erasure_destinations_system on person_erasure_destinations to warp_system using (true) with check (true);
      grant select, insert, update, delete on person_erasures, person_erasure_destinations to warp_system;
    `);
  }

  override down(): void {
    this.addSql('drop table person_erasure_destinations, person_erasures;');
  }
}
