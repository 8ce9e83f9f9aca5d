import type { Outcome } from '@warp/contracts';
import { outcomeOfError } from '@warp/plugin-sdk';
import type { AccessTokens } from '../accounts/access-tokens.js';
import { ACCESS_TOKEN } from '../../plugins/plugin-oauth.js';
import type { DestinationRuntime } from './destination-runtime.js';

type Outcomes = readonly (Outcome | undefined)[];

/** A destination during one job. A token that the vendor refuses is renewed once, and what it refused is tried again. */
export class Authorised {
  private isRenewed = false;

  private constructor(
    private readonly tokens: AccessTokens,
    private runtime: DestinationRuntime,
  ) {}

  /** @returns the outcome of everything, when there is no access now */
  static async open(tokens: AccessTokens, runtime: DestinationRuntime): Promise<Authorised | { readonly outcome: Outcome }> {
    const ready = await outcomeOr(tokens.fresh(runtime));
    return 'outcome' in ready ? ready : new Authorised(tokens, ready.value);
  }

  /** @param attempt sends to the destination as it is given; one outcome per item, undefined for those its plugin failed on */
  async run<T>(items: readonly T[], attempt: (runtime: DestinationRuntime, items: readonly T[]) => Promise<Outcomes>): Promise<Outcomes> {
    const outcomes = await attempt(this.runtime, items);
    const refused = items.filter((_, index) => isRefusal(outcomes[index]));
    if (refused.length === 0 || this.isRenewed) return outcomes;
    this.isRenewed = true;
    const renewed = await outcomeOr(this.tokens.renewed(this.runtime));
    if ('outcome' in renewed) return outcomes.map((outcome) => (isRefusal(outcome) ? renewed.outcome : outcome));
    if (renewed.value === undefined) return outcomes;
    this.runtime = renewed.value;
    const again = (await attempt(this.runtime, refused)).values();
    return outcomes.map((outcome) => (isRefusal(outcome) ? again.next().value : outcome));
  }
}

/** A plugin that names another setting does not mean the token. */
const isRefusal = (outcome: Outcome | undefined): boolean => outcome?.is === 'configuration' && (outcome.setting === undefined || outcome.setting === ACCESS_TOKEN);

async function outcomeOr<T>(work: Promise<T>): Promise<{ readonly value: T } | { readonly outcome: Outcome }> {
  try {
    return { value: await work };
  } catch (error) {
    const outcome = outcomeOfError(error);
    if (outcome === undefined) throw error;
    return { outcome };
  }
}
