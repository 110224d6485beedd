import { defaultClientConditions, defineConfig } from 'vite';

/** Where a service listens while the console is worked on. */
const service = process.env.MQFERRY_URL ?? 'http://127.0.0.1:8470';

/** What everything is built on. */
const BASE =
  /node_modules\/(?:react|react-dom|scheduler|react-router|@tanstack|i18next|react-i18next|zod|dayjs)\//u;

/** The console as static files in dist/web: hashed names, nothing inline, so that a strict content policy holds. */
export default defineConfig({
  root: import.meta.dirname,
  // Packages of this workspace are taken from their sources, as what of them runs in browsers.
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // Few files at first, and those that change seldom apart; tables, selects and charts come with their pages.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'base', test: BASE },
            { name: 'ui', test: /node_modules/u, minShareCount: 10 },
            { name: 'common', test: /packages\/(?:api|core|console)\/src/u, minShareCount: 10 },
          ],
        },
      },
      // Marks of components for servers, of which there are hundreds and which mean nothing here.
      onLog: (level, log, tell) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') tell(level, log);
      },
    },
  },
  server: { proxy: { '/api': { target: service, changeOrigin: true } } },
});
