import { useEffect, useRef, useState } from 'react';
import type { Receipt } from '../api/deliveries.js';
import { kindOf } from '../panels/receipts/states.js';
import { useSession } from './session.js';

/** How often it is asked again for what is still under way. */
const ASK_EVERY_MS = 3_000;

/** As many as the core answers at once. */
const AT_ONCE = 100;

/** What became of these events of a site, by event id; asked for again until nothing is under way. */
export function useReceipts(siteId: string, eventIds: readonly string[]): ReadonlyMap<string, readonly Receipt[]> {
  const { transport } = useSession();
  const [receipts, setReceipts] = useState<ReadonlyMap<string, readonly Receipt[]>>(new Map());
  const known = useRef(receipts);
  known.current = receipts;
  const key = JSON.stringify([siteId, ...eventIds]);
  useEffect(() => {
    let current = true;
    const ask = async (ids: readonly string[]): Promise<void> => {
      for (let from = 0; from < ids.length; from += AT_ONCE) {
        const asked = ids.slice(from, from + AT_ONCE);
        const query = new URLSearchParams([['site_id', siteId], ...asked.map((id) => ['event_id', id])]);
        // What does not come now is asked for the next time.
        const answer = await transport.request<{ items: Receipt[] }>('GET', `/api/events/deliveries?${query}`).catch(() => undefined);
        if (!current || answer === undefined) return;
        setReceipts((before) => new Map([...before, ...asked.map((id): [string, readonly Receipt[]] => [id, answer.items.filter(({ event_id }) => event_id === id)])]));
      }
    };
    const isOpen = (id: string): boolean => known.current.get(id)?.some(({ state }) => kindOf(state) === 'waiting') ?? true;
    void ask(eventIds.filter(isOpen));
    const timer = setInterval(() => void ask(eventIds.filter(isOpen)), ASK_EVERY_MS);
    return () => {
      current = false;
      clearInterval(timer);
    };
    // Which events is said by `key`.
  }, [key, transport]);
  return receipts;
}
