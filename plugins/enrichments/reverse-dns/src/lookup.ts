import type { Found, Lookup, LookupContext } from '@warp/plugin-sdk';
import { judge, strongest } from './judge.js';

/** Asks for the names of each address; one the name server says nothing about is missing for itself alone. */
export const openLookup = (): Lookup => ({ find: (addresses, context) => Promise.all(addresses.map((address) => statementOf(address, context))) });

async function statementOf(address: string, context: LookupContext): Promise<Found> {
  try {
    const organisation = strongest((await context.reverse(address)).map((name) => judge(name, address)));
    return organisation === undefined ? { is: 'none' } : { is: 'found', fields: { organisation } };
  } catch {
    return { is: 'unanswered' };
  }
}
