import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The gallery of components: `npx vite admin-ui/gallery` to look at it; its build is what the components' tests open. No part of the dashboard. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: { target: 'es2022', chunkSizeWarningLimit: 2_000, emptyOutDir: true },
});
