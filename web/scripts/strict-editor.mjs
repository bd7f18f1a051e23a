// Lets the decision table editor work under the pages' strict Content-Security-Policy: where its packages would write innerHTML, its
// templates become elements by src/surfaces/studio/editor/markup.ts, and its style sheets are adopted instead of written as <style>.
// A package whose code no longer has the line that is replaced fails the build.
import { fileURLToPath } from 'node:url';

const markup = fileURLToPath(new URL('../src/surfaces/studio/editor/markup.ts', import.meta.url));
const CHANGES = [
  { file: /\/node_modules\/inferno\/dist\/index\.esm\.js$/, head: `import { setMarkup } from ${JSON.stringify(markup)};\n`,
    lines: [['tempdom.innerHTML = innerHTML;', 'setMarkup(tempdom, innerHTML);'], ['dom.innerHTML = nextHtml;', 'setMarkup(dom, nextHtml);']] },
  { file: /\/node_modules\/style-mod\/src\/style-mod\.js$/, head: '', lines: [['!root.head && root.adoptedStyleSheets', 'root.adoptedStyleSheets']] },
];
export function strictEditor() {
  return {
    name: 'strict-editor', enforce: 'pre',
    resolveId(source) { return source === 'domify' ? markup : null; },
    transform(code, id) {
      const change = CHANGES.find((c) => c.file.test(id.split('?')[0]));
      if (!change) return null;
      let now = change.head + code;
      for (const [from, to] of change.lines) {
        if (now.split(from).length !== 2) throw new Error(`${id}: expected one "${from}"`);
        now = now.replace(from, to);
      }
      return { code: now, map: null };
    },
  };
}
