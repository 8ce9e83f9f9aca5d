import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where tests note what the machine lacks, for the run's last lines. */
export const SKIPS_FILE = join(tmpdir(), `warp-test-skips-${process.env.WARP_TEST_RUN ?? 'local'}`);
