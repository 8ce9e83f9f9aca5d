import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const CORE = 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [react()],
  build: { target: 'es2022', chunkSizeWarningLimit: 700 },
  server: { proxy: { '/api': CORE, '/socket.io': { target: CORE, ws: true } } },
});
