import { Migration } from '@mikro-orm/migrations';

/** Who changed what; written by the services, read by admins, changed by nobody. */
export class AuditLog extends Migration {
  override up(): void {
    this.addSql(`
      create table audit_log (
        id bigint generated always as identity primary key,
        at timestamptz not null default now(),
        agency_id uuid,
        user_id uuid,
        action varchar(64) not null,
        target_type varchar(32) not null,
        target_id varchar(64),
        details jsonb not null default '{}'
      );
      create index audit_log_agency on audit_log (agency_id, at desc);

      alter table audit_log enable row level security;
      create policy audit_log_read on audit_log for select to warp_app using (
        warp_scope() = 'all' or (warp_scope() = 'agency' and agency_id = warp_agency()));
      create policy audit_log_write on audit_log for insert to warp_app with check (user_id = warp_user());
      create policy audit_log_system on audit_log to warp_system using (true) with check (true);

      grant select, insert on audit_log to warp_app;
      grant select, insert, delete on audit_log to warp_system;
    `);
  }

  override down(): void {
    this.addSql('drop table audit_log;');
  }
}
