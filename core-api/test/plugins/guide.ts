import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY_ROOT } from '../../src/config/repository-root.js';

/** A step of the guide that a reader does: type commands, or write a file. */
export type GuideStep = { readonly do: 'run'; readonly commands: readonly string[] } | { readonly do: 'write'; readonly file: string; readonly content: string };

const BLOCK = /^```(?<language>\w+)(?: file=(?<file>\S+))?\n(?<content>[\s\S]*?)^```$/gm;

/** What docs/plugins.md tells a reader to do, in order. */
export function guideSteps(): readonly GuideStep[] {
  const page = readFileSync(join(REPOSITORY_ROOT, 'docs', 'plugins.md'), 'utf8');
  return [...page.matchAll(BLOCK)].map(({ groups }): GuideStep => {
    const { language, file, content = '' } = groups ?? {};
    if (file !== undefined) return { do: 'write', file, content };
    if (language === 'sh') return { do: 'run', commands: content.trim().split('\n') };
    throw new Error(`The guide has a block of ${language} that is neither a file nor commands.`);
  });
}
