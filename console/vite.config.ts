import { defineConfig } from 'vite';

/** Everything is built into files of our own: nothing is fetched from elsewhere when it runs. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  build: {
    ...{ outDir: 'dist', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 900, assetsInlineLimit: 0 },
    // The licences of the packages that the console contains go with it.
    license: { fileName: 'THIRD-PARTY-NOTICES.md' },
    rolldownOptions: {
      onLog(level, log, show) {
        // A mark for servers that render React: there is none here.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') show(level, log);
      },
    },
  },
  server: { port: 5173, proxy: { '/v1': 'http://127.0.0.1:3000' } },
});
