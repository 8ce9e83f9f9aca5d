import { execFileSync } from 'node:child_process';

/** What breaks a rule, and what breaks it with a reason that stands beside it: file and code. */
export interface RuleResult {
  readonly broken: readonly string[];
  readonly exempt: readonly string[];
}

export type RuleName = 'output' | 'input' | 'queries' | 'names' | 'translations' | 'restraint';

export interface Inspection {
  readonly files: number;
  readonly rules: Readonly<Record<RuleName, RuleResult>>;
  /** What the code expects of WordPress and of itself; ask.php knows the form. */
  readonly uses: readonly unknown[];
  /** Texts that can be translated, of PHP. */
  readonly texts: readonly string[];
}

/** Holds the guidelines against a plugin folder. */
export function inspect(folder: string): Inspection {
  const program = new URL('inspect.php', import.meta.url).pathname;
  return JSON.parse(execFileSync('php', [program, folder], { encoding: 'utf8', maxBuffer: 1 << 26 })) as Inspection;
}
