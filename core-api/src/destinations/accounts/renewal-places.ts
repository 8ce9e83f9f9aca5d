/** Renewals hold a database connection while they wait for the vendor. */
export const MOST_RENEWALS = 4;
/** So that a vendor that hangs leaves room for the others. */
const MOST_FOR_ONE_HOST = 2;

/** How many renewals a process has under way at once, in all and for one vendor. */
export class RenewalPlaces {
  private readonly taken: string[] = [];

  /** @returns what gives the place back; undefined when there is none now */
  enter(tokenEndpoint: string): (() => void) | undefined {
    const { host } = new URL(tokenEndpoint);
    if (this.taken.length >= MOST_RENEWALS || this.taken.filter((other) => other === host).length >= MOST_FOR_ONE_HOST) return undefined;
    this.taken.push(host);
    return () => void this.taken.splice(this.taken.indexOf(host), 1);
  }
}
