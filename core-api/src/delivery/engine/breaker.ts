const FAILURES = 5;
const COOL_DOWN_MS = 30_000;

interface Circuit {
  failures: number;
  /** ms since 1970; until then nothing is sent. */
  openUntil: number;
}

/**
 * Keeps off a destination that is down: after five failed requests in a row nothing is sent for 30 s, then a single
 * probe decides. Only requests without any verdict count; a refused event is the event's matter.
 */
export class Breakers {
  private readonly circuits = new Map<string, Circuit>();

  /** Whether a request may go out now; while probing, the first caller gets the probe. */
  allows(destinationId: string, now: number): boolean {
    const circuit = this.circuits.get(destinationId);
    if (circuit === undefined || circuit.failures < FAILURES) return true;
    if (now < circuit.openUntil) return false;
    // This caller probes; should its verdict never come, the next one may in 30 s.
    circuit.openUntil = now + COOL_DOWN_MS;
    return true;
  }

  record(destinationId: string, succeeded: boolean, now: number): void {
    if (succeeded) {
      this.circuits.delete(destinationId);
      return;
    }
    const circuit = this.circuits.get(destinationId) ?? { failures: 0, openUntil: 0 };
    circuit.failures += 1;
    if (circuit.failures >= FAILURES) circuit.openUntil = now + COOL_DOWN_MS;
    this.circuits.set(destinationId, circuit);
  }
}
