import { createSocket } from 'node:dgram';
import { addressBytes } from '@warp/plugin-sdk';

const TYPES = { 1: 'A', 12: 'PTR', 28: 'AAAA' } as const;
type Type = (typeof TYPES)[keyof typeof TYPES];

/** RFC 1035, 4.1.1 */
const CODES = { ok: 0, server_failure: 2, no_such_name: 3, refused: 5 } as const;

export interface DnsStandIn {
  /** As `WARP_DNS_SERVERS` takes it. */
  readonly server: string;
  /** What was asked, also while it misbehaved. */
  readonly queries: readonly { readonly type: Type; readonly name: string }[];
  /** What the owner of a network says the address is called. */
  call(address: string, ...names: string[]): void;
  /** What the owner of a domain says a name stands for. */
  point(name: string, ...addresses: string[]): void;
  /** Until told otherwise. */
  behave(as?: 'hanging' | 'server_failure' | 'refused'): void;
  stop(): Promise<void>;
}

/** A name server on loopback, over UDP, for the records this product asks for: PTR, A and AAAA (RFC 1035, RFC 3596). */
export async function startDnsStandIn(): Promise<DnsStandIn> {
  const records = new Map<string, Buffer[]>();
  const queries: { type: Type; name: string }[] = [];
  let behaviour: 'hanging' | 'server_failure' | 'refused' | undefined;

  const socket = createSocket('udp4');
  socket.on('message', (query, sender) => {
    const { name, type, question } = read(query);
    if (type !== undefined) queries.push({ type, name });
    if (behaviour === 'hanging') return;
    const found = records.get(`${type} ${name}`) ?? [];
    const exists = [...records.keys()].some((key) => key.endsWith(` ${name}`));
    socket.send(answer(query, question, behaviour ?? (exists ? 'ok' : 'no_such_name'), behaviour === undefined ? found : []), sender.port, sender.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));

  const add = (type: Type, name: string, data: Buffer): void => {
    const key = `${type} ${name.toLowerCase()}`;
    records.set(key, [...(records.get(key) ?? []), data]);
  };
  return {
    server: `127.0.0.1:${socket.address().port}`,
    queries,
    call: (address, ...names) => names.forEach((name) => add('PTR', arpa(address), labels(name))),
    point: (name, ...addresses) =>
      addresses.forEach((address) => {
        const bytes = addressBytes(address)!;
        add(bytes.length === 4 ? 'A' : 'AAAA', name, Buffer.from(bytes));
      }),
    behave: (as) => (behaviour = as),
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

interface Query {
  readonly name: string;
  readonly type: Type | undefined;
  /** Its bytes, which an answer repeats. */
  readonly question: Buffer;
}

function read(query: Buffer): Query {
  const parts: string[] = [];
  let at = 12;
  for (let length = query[at]!; length > 0; length = query[at]!) {
    parts.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const type = TYPES[query.readUInt16BE(at + 1) as keyof typeof TYPES] as Type | undefined;
  return { name: parts.join('.').toLowerCase(), type, question: query.subarray(12, at + 5) };
}

function answer(query: Buffer, question: Buffer, code: keyof typeof CODES, data: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  // An answer, recursion available.
  header.writeUInt16BE(0x8180 | CODES[code], 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(data.length, 6);
  const type = question.subarray(-4, -2);
  const entries = data.map((one) => {
    // The name is the question's, by pointer; class IN; a minute to live.
    const head = Buffer.from([0xc0, 12, ...type, 0, 1, 0, 0, 0, 60, one.length >> 8, one.length & 255]);
    return Buffer.concat([head, one]);
  });
  return Buffer.concat([header, question, ...entries]);
}

const labels = (name: string): Buffer => Buffer.concat([...name.split('.').map((part) => Buffer.from([part.length, ...Buffer.from(part, 'latin1')])), Buffer.from([0])]);

/** By hand for IPv4, and digit by digit for IPv6. */
function arpa(address: string): string {
  if (!address.includes(':')) return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
  return `${[...Buffer.from(addressBytes(address)!).toString('hex')].reverse().join('.')}.ip6.arpa`;
}
