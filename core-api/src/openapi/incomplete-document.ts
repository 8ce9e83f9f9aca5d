/** The API's document would not be true, or not say enough. */
export class IncompleteDocument extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The API’s document has ${faults.length === 1 ? 'a fault' : 'faults'}:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}
