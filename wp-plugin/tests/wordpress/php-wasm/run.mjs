// Runs PHP and prints what it printed: node run.mjs <runtime> <version> <folder> <code after the opening tag>
import { openRuntime } from './interpreter.mjs';

const [runtime, version, folder, code] = process.argv.slice(2);
const { interpreter } = await openRuntime(runtime);
const { text, errors, exitCode } = await (await interpreter(version, folder)).run({ code: `<?php\n${code}` });
process.stdout.write(text);
process.stderr.write(errors);
process.exit(exitCode);
