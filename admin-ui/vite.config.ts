import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, runnerImport } from 'vite';
import type { PageRoute } from './src/routes.js';

const CORE = 'http://127.0.0.1:3000';

/** Writes the list of pages into the build: the core reads there for which addresses it serves the dashboard. */
const routesFile = (): Plugin => ({
  name: 'warp-routes',
  apply: 'build',
  async generateBundle() {
    const { module } = await runnerImport<{ ROUTES: readonly PageRoute[] }>('./src/routes.ts', { root: import.meta.dirname, configFile: false });
    const routes = module.ROUTES.map(({ path, title, right }) => ({ path, title: title(), right }));
    this.emitFile({ type: 'asset', fileName: 'routes.json', source: `${JSON.stringify(routes, null, 2)}\n` });
  },
});

export default defineConfig({
  plugins: [react(), routesFile()],
  // The manifest says which files a page needs: tests/first-load.spec.ts adds up what the first one weighs.
  build: { target: 'es2022', chunkSizeWarningLimit: 700, manifest: true },
  server: { proxy: { '/api': CORE, '/socket.io': { target: CORE, ws: true } } },
});
