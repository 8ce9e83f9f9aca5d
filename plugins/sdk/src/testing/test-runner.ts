/** What `describe` and `it` are here: the runner's globals (jest, vitest), or Node's own test runner. */
export interface TestRunner {
  readonly describe: (title: string, body: () => void) => unknown;
  readonly it: (title: string, body: () => void | Promise<void>) => unknown;
}

const globals = globalThis as Partial<TestRunner>;

/** The runner that runs the file this is imported by. */
export const { describe, it }: TestRunner =
  globals.describe !== undefined && globals.it !== undefined ? { describe: globals.describe, it: globals.it } : await import('node:test');
