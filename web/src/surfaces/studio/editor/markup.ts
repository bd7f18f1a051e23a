/** Markup made into elements without the browser's HTML parser: the pages' policy lets no script use that one (require-trusted-types-for),
 *  and style attributes in markup would be refused too. Only what the editor's own templates contain is known here; anything else is a
 *  fault. The build puts these functions in the place of the ones that would write innerHTML (scripts/strict-editor.mjs). */
const SVG = 'http://www.w3.org/2000/svg';
const TAGS = new Set(['a', 'b', 'br', 'code', 'div', 'em', 'h1', 'h2', 'h3', 'i', 'li', 'ol', 'p', 'pre', 'span', 'strong', 'svg', 'path', 'ul', 'table', 'thead', 'tbody', 'tr', 'td', 'th']);
const ATTRIBUTES = /^(class|d|fill|height|href|id|rel|style|target|title|viewBox|width|xmlns|data-[a-z-]+|aria-[a-z-]+|role)$/;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'', nbsp: '\u00a0' };

const decode = (text: string): string => text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, dec?: string, hex?: string, name?: string) =>
  dec ? String.fromCodePoint(Number(dec)) : hex ? String.fromCodePoint(parseInt(hex, 16)) : ENTITIES[name ?? ''] ?? whole);

export interface Piece { kind: 'open' | 'close' | 'text'; name: string; attributes: [string, string][]; alone: boolean }
/** The markup as a list of tags and texts. Throws on what it does not know. */
export function piecesOf(markup: string): Piece[] {
  const found: Piece[] = [];
  const token = /<\/([a-z0-9]+)\s*>|<([a-z0-9]+)((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)|(<)/gi;
  for (const [, close, open, rest = '', alone, text, stray] of markup.matchAll(token)) {
    const name = (open ?? close ?? '').toLowerCase();
    if (stray || (name && !TAGS.has(name))) throw new Error(`markup that is not known here: ${markup.slice(0, 80)}`);
    if (close) found.push({ kind: 'close', name, attributes: [], alone: false });
    else if (text !== undefined) found.push({ kind: 'text', name: decode(text), attributes: [], alone: true });
    else {
      const attributes = [...rest.matchAll(/([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, key = '', a, b]): [string, string] => [key, decode(a ?? b ?? '')]);
      const bad = attributes.find(([key, value]) => !ATTRIBUTES.test(key) || (key === 'href' && !/^https?:\/\//.test(value)));
      if (bad) throw new Error(`an attribute that is not known here: ${bad[0]}`);
      found.push({ kind: 'open', name, attributes, alone: alone === '/' || name === 'br' });
    }
  }
  return found;
}
function append(into: Element | DocumentFragment, markup: string): void {
  const open: (Element | DocumentFragment)[] = [into];
  for (const piece of piecesOf(markup)) {
    const parent = open[open.length - 1] ?? into;
    if (piece.kind === 'text') { parent.appendChild(document.createTextNode(piece.name)); continue; }
    if (piece.kind === 'close') { if (open.length > 1) open.pop(); continue; }
    const inSvg = piece.name === 'svg' || (parent instanceof Element && parent.namespaceURI === SVG);
    const element = inSvg ? document.createElementNS(SVG, piece.name) : document.createElement(piece.name);
    for (const [key, value] of piece.attributes) {
      // By the object model a style is the script's own and allowed; as an attribute it would be the markup's.
      if (key === 'style') (element as HTMLElement).style.cssText = value;
      else if (key !== 'xmlns') element.setAttribute(key, value);
    }
    parent.appendChild(element);
    if (!piece.alone) open.push(element);
  }
}
/** In place of `element.innerHTML = markup`. */
export function setMarkup(element: Element, markup: string): void {
  element.replaceChildren();
  append(element, markup);
}
/** In place of the package domify: one element, or a fragment of several. */
export default function domify(markup: string): Node {
  const all = document.createDocumentFragment();
  append(all, markup.trim());
  const only = all.firstChild;
  return only && only === all.lastChild ? all.removeChild(only) : all;
}
