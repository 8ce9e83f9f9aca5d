/** Steps of the purchase funnel, in order, each the type of its event. A step's place is its bit in a session's `funnel_steps`. */
export const FUNNEL_STEPS = ['view_item', 'add_to_cart', 'begin_checkout', 'add_payment_info', 'purchase'] as const;

/** The bit of an event's step; 0: it is none. */
export function funnelBit(eventType: string): number {
  const place = (FUNNEL_STEPS as readonly string[]).indexOf(eventType);
  return place < 0 ? 0 : 1 << place;
}

/** The steps whose bits are set. */
export const funnelSteps = (bits: number): readonly string[] => FUNNEL_STEPS.filter((_, place) => (bits & (1 << place)) !== 0);
