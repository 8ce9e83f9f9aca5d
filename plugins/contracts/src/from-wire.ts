import type { WireIds, WireUser } from './event-schema.js';
import type { UserData, VendorIds } from './warp-event.js';

/** Ids of vendors as destinations see them: here the wire's names end. */
export const vendorIdsOf = (ids: WireIds = {}): VendorIds =>
  defined({
    gaClientId: ids.ga_client_id,
    gaSessionId: ids.ga_session_id?.toString(),
    gaSessions: ids.ga_sessions,
    fbp: ids.fbp,
    fbc: ids.fbc,
    gclid: ids.gclid,
    gbraid: ids.gbraid,
    wbraid: ids.wbraid,
    msclkid: ids.msclkid,
    ttclid: ids.ttclid,
    liFatId: ids.li_fat_id,
  });

/** Personal fields as destinations see them: here the wire's names end. */
export const userDataOf = (user: WireUser = {}): UserData =>
  defined({
    email: user.email,
    phone: user.phone,
    firstName: user.first_name,
    lastName: user.last_name,
    street: user.street,
    city: user.city,
    state: user.state,
    zip: user.zip,
    country: user.country,
    gender: user.gender,
    dateOfBirth: user.date_of_birth,
  });

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The same object without its undefined fields. */
export const defined = <T extends object>(fields: T): Defined<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
