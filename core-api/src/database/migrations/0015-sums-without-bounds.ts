import { Migration } from '@mikro-orm/migrations';

/**
 * Sums that no number of accepted events can overflow: a full total refused every further order of its day. Wider money is a change of
 * the catalogue only (the scale stays); wider counts of sessions and companies rewrite those two kinds of tables once.
 */
export class SumsWithoutBounds extends Migration {
  override up(): void {
    this.addSql(`
      alter table rollups alter column revenue type numeric(60, 2), alter column quantity type numeric(60, 2);
      alter table sessions alter column revenue type numeric(60, 2),
        alter column events type bigint, alter column page_views type bigint, alter column conversions type bigint;
      alter table companies alter column total_visits type bigint, alter column total_pageviews type bigint;
      alter table company_sites alter column visits type bigint, alter column page_views type bigint;
    `);
  }

  /** What has grown beyond the narrow columns is cut to what they hold. */
  override down(): void {
    this.addSql(`
      alter table company_sites alter column visits type integer using least(visits, 2147483647), alter column page_views type integer using least(page_views, 2147483647);
      alter table companies alter column total_visits type integer using least(total_visits, 2147483647),
        alter column total_pageviews type integer using least(total_pageviews, 2147483647);
      alter table sessions alter column revenue type numeric(14, 2) using greatest(least(revenue, 999999999999.99), -999999999999.99),
        alter column events type integer using least(events, 2147483647), alter column page_views type integer using least(page_views, 2147483647),
        alter column conversions type integer using least(conversions, 2147483647);
      alter table rollups alter column revenue type numeric(16, 2) using greatest(least(revenue, 99999999999999.99), -99999999999999.99),
        alter column quantity type numeric(16, 2) using greatest(least(quantity, 99999999999999.99), -99999999999999.99);
    `);
  }
}
