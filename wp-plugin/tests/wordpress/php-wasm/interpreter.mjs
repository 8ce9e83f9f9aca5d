// PHP compiled to WebAssembly, out of the folder that phpWasm() gave.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** @param {string} runtime the folder */
export async function openRuntime(runtime) {
  const [{ createNodeFsMountHandler, loadNodeRuntime }, { FileLockManagerInMemory, PHP, PHPRequestHandler }] = await Promise.all(
    ['node', 'universal'].map((name) => import(pathToFileURL(join(runtime, 'node_modules/@php-wasm', name, 'index.js')))),
  );
  // The system's own locks are kept by process, and all interpreters are in one.
  const fileLockManager = new FileLockManagerInMemory();
  let processId = 0;
  return {
    PHPRequestHandler,
    /** An interpreter of a version, with a folder of this machine at the same path inside. */
    interpreter: async (version, folder, env = {}) => {
      processId += 1;
      const php = new PHP(await loadNodeRuntime(version, { fileLockManager, emscriptenOptions: { processId, ENV: env } }));
      php.mkdirTree(folder);
      await php.mount(folder, createNodeFsMountHandler(folder));
      return php;
    },
  };
}
