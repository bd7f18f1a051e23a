// Builds web/dist: hashed assets, one HTML file per page and language, and .gz/.br twins of everything worth compressing.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const server = join(root, 'node_modules', '.prerender');
const say = (text) => process.stdout.write(`web: ${text}\n`);

const check = spawnSync(process.execPath, [join(root, 'scripts', 'check-texts.mjs')], { stdio: 'inherit' });
if (check.status !== 0) process.exit(1);

await build({ root, logLevel: 'warn', build: { outDir: dist, emptyOutDir: true } });
say('bundles made');
await build({
  root, logLevel: 'warn', publicDir: false,
  build: { ssr: 'src/prerender.tsx', outDir: server, emptyOutDir: true, manifest: false, rollupOptions: { input: 'src/prerender.tsx', output: { entryFileNames: 'prerender.mjs' },
      // Here every page is in one bundle, also texts that a browser fetches later.
      onwarn: (warning, tell) => { if (warning.plugin !== 'vite:reporter') tell(warning); } } },
});
const manifest = JSON.parse(readFileSync(join(dist, '.vite', 'manifest.json'), 'utf8'));
const { pages } = await import(pathToFileURL(join(server, 'prerender.mjs')).href);
const made = pages(manifest);
for (const { file, html } of made) {
  mkdirSync(dirname(join(dist, file)), { recursive: true });
  writeFileSync(join(dist, file), html);
}
rmSync(server, { recursive: true, force: true });
rmSync(join(dist, '.vite'), { recursive: true, force: true });
say(`${made.length} pages written`);

const packable = new Set(['.html', '.js', '.css', '.svg', '.json']);
for (const entry of readdirSync(dist, { recursive: true })) {
  const file = join(dist, String(entry));
  if (!statSync(file).isFile() || !packable.has(extname(file))) continue;
  const bytes = readFileSync(file);
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
}
say('compressed twins written');
