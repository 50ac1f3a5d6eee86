import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const here = import.meta.dirname;
const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

/** Each index.html is a page, at the address of its folder. */
const pages = filesBelow(here).filter(
  (path) => path.endsWith('/index.html') && !/^(?:dist|node_modules)\//.test(relative(here, path)),
);

/** What it writes beside each file that is worth it: the service sends it to whoever takes it. */
const compress = () => ({
  name: 'compress',
  writeBundle({ dir }) {
    for (const path of filesBelow(dir).filter((each) => /\.(?:js|css|html|svg)$/.test(each))) {
      const content = readFileSync(path);
      writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
      const quality = { [constants.BROTLI_PARAM_QUALITY]: 10 };
      writeFileSync(`${path}.br`, brotliCompressSync(content, { params: quality }));
    }
  },
});

/** Vant's icons have a second source on a stranger's host, which the policy of the pages refuses (docs/adr/0068). */
const withoutStrangers = () => ({
  name: 'without-strangers',
  enforce: 'pre',
  transform: (code, id) =>
    /vant.*\.css$/.test(id) ? code.replace(/,\s*url\("?(?:https?:)?\/\/[^)]*\)\s*format\("?\w+"?\)/g, '') : undefined,
});

export default defineConfig({
  root: here,
  plugins: [withoutStrangers(), vue(), compress()],
  resolve: { alias: { '@realname/client': join(here, '../client/src/index.ts') } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: {
      input: Object.fromEntries(
        pages.map((path) => [relative(here, dirname(path)).replaceAll('/', '-') || 'console', path]),
      ),
    },
  },
  server: { proxy: Object.fromEntries(['/v1', '/pki', '/sandbox'].map((path) => [path, 'http://127.0.0.1:3000'])) },
});
