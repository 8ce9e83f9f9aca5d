import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const EXTRACT = '$z = new ZipArchive(); exit($z->open($argv[1]) === true && $z->extractTo($argv[2]) ? 0 : 1);';

/** Unpacks a zip with PHP, which these tests have anyway. */
export async function extractZip(zip: string, folder: string): Promise<void> {
  await run('php', ['-r', EXTRACT, zip, folder]);
}
