import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { compiledWords } from './build/compiled-words.ts';
import { compressedAssets } from './build/compressed-assets.ts';
import { twoLocales } from './build/two-locales.ts';

const ROOT = import.meta.dirname;

/** The page as files under dist/apps/dashboard; the service serves them. `npm run dev:page` asks the service that is running. */
export default defineConfig({
  root: ROOT,
  plugins: [compiledWords(), twoLocales(), compressedAssets()],
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    outDir: resolve(ROOT, '../../dist/apps/dashboard'),
    emptyOutDir: true,
    // The policy for content allows scripts, styles and images as files of the service alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      // Compressing takes longer than the rest, as it should.
      checks: { pluginTimings: false },
      // 'use client' says something to servers that render; here the browser alone does.
      onLog: (level, log, otherwise) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') otherwise(level, log);
      },
    },
  },
  server: {
    proxy: {
      '/v1': process.env.ASSAY_URL ?? 'http://127.0.0.1:3000',
      '/openapi.json': process.env.ASSAY_URL ?? 'http://127.0.0.1:3000',
    },
  },
});
