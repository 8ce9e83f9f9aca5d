import { Counter, register } from 'prom-client';

/**
 * The most that one event may add to a total. Beyond it is no shop's: the largest is far above an order in the currency with the smallest unit.
 * What comes in is bounded by the event schema; this is the pipeline's own word, for entries of whatever age and origin.
 */
const MOST = { value: 1e13, quantity: 1e7 } as const;

/** The amount as it is summed up: one beyond all bounds, or no number at all, adds nothing and is counted as a finding. The event keeps it as it was said. @param least what it may not be below */
export function summable(kind: keyof typeof MOST, amount: unknown, least = -Infinity): number {
  if (typeof amount === 'number' && Math.abs(amount) <= MOST[kind] && amount >= least) return amount;
  findings().inc({ kind });
  return 0;
}

const NAME = 'warp_pipeline_amounts_set_aside_total';

const findings = (): Counter =>
  (register.getSingleMetric(NAME) as Counter | undefined) ??
  new Counter({ name: NAME, help: 'Amounts that no shop has and that were not added to any total.', labelNames: ['kind'] });
