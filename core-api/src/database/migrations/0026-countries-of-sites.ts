import { Migration } from '@mikro-orm/migrations';
import { countryOfCallingCode } from '@warp/plugin-sdk';

/** Highest calling code there is (ITU-T E.164 assigns one to three digits). */
const LAST_CALLING_CODE = 999;

/**
 * Phone numbers are completed by the site's country, once for all destinations. Until now each destination had a calling code of its
 * own: a site without a country gets the one its oldest destination's code belongs to.
 */
export class CountriesOfSites extends Migration {
  override up(): void {
    const countries = Array.from({ length: LAST_CALLING_CODE }, (_, index) => String(index + 1)).flatMap((code) => {
      const country = countryOfCallingCode(code);
      return country === undefined ? [] : [`('${code}', '${country}')`];
    });
    this.addSql(`
      update sites set config = coalesce(config, '{}') || jsonb_build_object('country', known.country)
      from (
        select distinct on (d.site_id) d.site_id, c.country
        from destinations d join (values ${countries.join(', ')}) as c (code, country) on c.code = d.settings->>'phone_country_code'
        order by d.site_id, d.created_at
      ) known
      where sites.id = known.site_id and coalesce(sites.config->>'country', '') = '';
    `);
  }

  override down(): void {
    this.addSql(`update sites set config = config - 'country';`);
  }
}
