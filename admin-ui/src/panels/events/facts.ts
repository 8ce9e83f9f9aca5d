import { __ } from '@wordpress/i18n';
import type { StoredEvent } from '../../api/deliveries.js';
import { countryName, percent, readable } from '../../format.js';

/** What an event says about one thing. */
export interface Facts {
  readonly title: string;
  readonly rows: readonly (readonly [label: string, value: string])[];
}

/** Score, of 100, from which an event is taken for a robot's and sent to no destination. */
const ROBOT = 50;

/** An event in words, by subject; what it does not say is left out. */
export function factsOf(event: StoredEvent): readonly Facts[] {
  const { source, device, geo, organisation, consent } = event;
  const facts: Facts[] = [
    {
      title: __('Page', 'warp'),
      rows: told([
        [__('Address', 'warp'), event.page_url],
        [__('Title', 'warp'), event.page_title],
        [__('Came from', 'warp'), event.referrer],
      ]),
    },
    {
      title: __('Visit', 'warp'),
      rows: told([
        [__('Channel', 'warp'), source.channel === undefined ? null : readable(source.channel)],
        [__('Source', 'warp'), joined(' / ', source.source, source.medium)],
        [__('Campaign', 'warp'), source.campaign],
        [__('Visitor', 'warp'), event.visitor_id],
        [__('Session', 'warp'), event.session_id],
      ]),
    },
    {
      title: __('Added by Warp', 'warp'),
      rows: told([
        [__('Place', 'warp'), joined(', ', geo?.city, geo?.region, geo?.country && countryName(geo.country))],
        [__('Organisation', 'warp'), joined(', ', organisation?.name, organisation?.confidence === undefined ? undefined : `${percent(organisation.confidence)} ${__('certain', 'warp')}`)],
        [__('Device', 'warp'), joined(', ', device?.category && readable(device.category), joined(' ', device?.browser, device?.browserVersion?.split('.')[0]), device?.os)],
        [__('Could not be added', 'warp'), event.missing.join(', ')],
        [__('Looks like a robot', 'warp'), event.bot_score >= ROBOT ? `${event.bot_score} / 100 (${event.bot_reasons.map(readable).join(', ')})` : null],
      ]),
    },
    {
      title: __('Consent', 'warp'),
      rows: [
        [__('Analytics', 'warp'), agreed(consent.analytics)],
        [__('Marketing', 'warp'), agreed(consent.marketing)],
      ],
    },
  ];
  return facts.filter(({ rows }) => rows.length > 0);
}

/** Parameters people look for first. */
const FIRST = ['value', 'currency', 'transaction_id'];

/** An event's own parameters, by their names; items stand apart. */
export const parametersOf = ({ event_data }: StoredEvent): Facts['rows'] =>
  [...FIRST.filter((name) => name in event_data), ...Object.keys(event_data).filter((name) => !FIRST.includes(name)).sort()]
    .filter((name) => name !== 'items')
    .map((name) => [name, event_data[name]] as const)
    .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]);

export interface Item {
  readonly name: string;
  readonly id: string;
  readonly price: string;
  readonly quantity: string;
}

export function itemsOf({ event_data: { items } }: StoredEvent): readonly Item[] {
  if (!Array.isArray(items)) return [];
  return (items as readonly Readonly<Record<string, unknown>>[]).map((item) => ({
    name: text(item['item_name']),
    id: text(item['item_id']),
    price: text(item['price']),
    quantity: text(item['quantity']),
  }));
}

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

const agreed = (given: boolean): string => (given ? __('Agreed', 'warp') : __('Not agreed', 'warp'));

const joined = (separator: string, ...parts: readonly (string | undefined)[]): string => parts.filter((part) => part !== undefined && part !== '').join(separator);

const told = (rows: readonly (readonly [string, string | null | undefined])[]): Facts['rows'] =>
  rows.flatMap(([label, value]): Facts['rows'] => (value === null || value === undefined || value === '' ? [] : [[label, value]]));
