#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { dryRun } from './dry-run.js';
import { newPlugin } from './new-plugin.js';
import { UsageError } from './usage-error.js';
import { verify } from './verify.js';

const USAGE = `warp-plugin new <destination|enrichment> <id> [--name <name>] [--docs <address>] [--consent <purpose,…>] [--out <folder>]
warp-plugin verify <folder> [--previous <folder of the last version>]
warp-plugin dry-run <folder> [--event <file.json>] [--settings <file.json>]
`;

const COMMANDS: Readonly<Record<string, (args: readonly string[], options: Readonly<Record<string, string | undefined>>) => Promise<boolean>>> = {
  new: newPlugin,
  verify,
  'dry-run': dryRun,
};

const OPTIONS = { name: { type: 'string' }, docs: { type: 'string' }, consent: { type: 'string' }, out: { type: 'string' }, previous: { type: 'string' }, event: { type: 'string' }, settings: { type: 'string' } } as const;

try {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: OPTIONS });
  const command = COMMANDS[positionals[0] ?? ''];
  if (command === undefined) throw new UsageError(`There is no command “${positionals[0] ?? ''}”.`);
  process.exitCode = (await command(positionals.slice(1), values)) ? 0 : 1;
} catch (error) {
  if (!(error instanceof UsageError) && !(error instanceof TypeError && 'code' in error)) throw error;
  process.stderr.write(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}
