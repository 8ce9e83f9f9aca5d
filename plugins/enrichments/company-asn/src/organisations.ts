import { addressBytes, type Found, type Lookup } from '@warp/plugin-sdk';
import { kindOf } from './kind.js';
import { NetworkTable } from './network-table.js';
import type { System } from './systems.js';

const NONE: Found = { is: 'none' };

/**
 * Opens the table. A system's answer is made when it is first met and is the same object for all its addresses, so that a
 * hundred thousand remembered addresses cost no more than the systems they belong to.
 */
export function openOrganisations(): Lookup {
  const table = NetworkTable.open();
  const answers = new Map<number, Found>();

  const find = (address: string): Found => {
    const bytes = addressBytes(address);
    const place = bytes === null ? undefined : table.find(bytes);
    if (place === undefined) return NONE;
    let answer = answers.get(place);
    if (answer === undefined) answers.set(place, (answer = answerFor(table.system(place))));
    return answer;
  };

  return { find: (addresses) => addresses.map(find) };
}

function answerFor(system: System): Found {
  const { asn } = system;
  const { name = system.name, ...verdict } = kindOf(system) ?? {};
  return { is: 'found', fields: { organisation: { ...(name !== undefined && { name }), asn, ...verdict, evidence: name === undefined ? `AS${asn}` : `AS${asn} ${name}` } } };
}
