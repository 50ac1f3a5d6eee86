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

/** The icons' font lies within Vant's styles, which hold up the first paint; beside them it is fetched where an icon is shown. */
const fontsApart = () => ({
  name: 'fonts-apart',
  enforce: 'post',
  generateBundle(_, bundle) {
    for (const styles of Object.values(bundle).filter(({ fileName }) => fileName.endsWith('.css')))
      styles.source = String(styles.source).replace(/data:font\/woff2;[^)"']*base64,([^)"']+)/g, (_data, encoded) => {
        const font = this.emitFile({ type: 'asset', name: 'icons.woff2', source: Buffer.from(encoded, 'base64') });
        return `/${this.getFileName(font)}`;
      });
  },
});

/** What is painted first comes first: a browser opens six connections, in the order of the page. */
const stylesFirst = () => ({
  name: 'styles-first',
  transformIndexHtml: {
    order: 'post',
    handler(html) {
      const styles = html.match(/^ *<link rel="stylesheet".*\n/gm) ?? [];
      const others = styles.reduce((rest, each) => rest.replace(each, ''), html);
      return others.replace(/^ *<script type="module"/m, (script) => styles.join('') + script);
    },
  },
});

/** Of what several pages share, two files, so that a first screen is one round of requests; every page, then the phone's alone. */
const shared = [
  {
    name: 'base',
    priority: 2,
    test: /web\/src\/kit\/(?:connect|refusals|reading|online|appearance|button|ConnectionNotice)\b|node_modules\/(?:@vue|vue|vue-router)\/|preload-helper|export-helper/,
  },
  {
    name: 'phone',
    priority: 1,
    test: /web\/src\/kit\/(?:phone-styles|mount|TopBar|RefusalText|SubmitButton|ReadingPage)\b|vant\/es\/(?:field|form|cell|cell-group|button)\//,
  },
];

export default defineConfig({
  root: here,
  plugins: [withoutStrangers(), vue(), fontsApart(), stylesFirst(), compress()],
  resolve: { alias: { '@realname/client': join(here, '../client/src/index.ts') } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: { codeSplitting: { groups: shared } },
      input: Object.fromEntries(
        pages.map((path) => [relative(here, dirname(path)).replaceAll('/', '-') || 'console', path]),
      ),
    },
  },
  server: { proxy: Object.fromEntries(['/v1', '/pki', '/sandbox'].map((path) => [path, 'http://127.0.0.1:3000'])) },
});
