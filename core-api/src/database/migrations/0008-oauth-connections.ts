import { Migration } from '@mikro-orm/migrations';

/** Vendor accounts connected to destinations by OAuth 2.0. Its row is what two processes lock when both want to renew its tokens. */
export class OAuthConnections extends Migration {
  override up(): void {
    this.addSql(`
      create table oauth_connections (
        destination_id uuid primary key references destinations (id) on delete cascade,
        -- Access token, refresh token and what the plugin keeps of the vendor's answer; sealed.
        tokens bytea not null,
        scopes text[] not null default '{}',
        connected_at timestamptz not null default now(),
        -- When the access token was asked for, and when it ends; null: the vendor does not say.
        obtained_at timestamptz not null,
        expires_at timestamptz,
        -- Why the tokens cannot be renewed; null: they can.
        problem varchar(32)
      );

      alter table oauth_connections enable row level security;
      create policy oauth_connections_app on oauth_connections to warp_app using (destination_id in (select id from destinations));
      create policy oauth_connections_system on oauth_connections to warp_system using (true) with check (true);

      grant select, insert, update, delete on oauth_connections to warp_app, warp_system;
    `);
  }

  override down(): void {
    this.addSql('drop table oauth_connections;');
  }
}
