import type { ComponentChildren, ComponentType, FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { addTexts, lang, t } from '../i18n';
import { Note } from './parts';

/** What comes sooner than this needs no words about its coming. */
const SLOW_MS = 300;

/** One request for all who ask; after a lost connection the next ask begins anew. */
export function once<T>(fetch: () => Promise<T>): () => Promise<T> {
  let coming: Promise<T> | null = null;
  return () => (coming ??= fetch().catch((error: unknown) => { coming = null; throw error; }));
}

/** Catalogues by their file names, as import.meta.glob<Catalogue> gives them. */
export interface Catalogue { default: Record<string, string> }
export type LateTexts = Record<string, () => Promise<Catalogue>>;
type Late<P> = FunctionComponent<P> & { fetch: () => Promise<void> };

/** A part of the page that comes, with its texts, when it is first shown: the page itself opens without it. Until it is here it says
 *  so, and when it did not come it can be asked for again. `frame` goes around those words where the part has a frame of its own (a
 *  dialog); `fetch` brings the part before it is shown. */
export function lazily<P extends object>(
  part: () => Promise<{ default: (props: P) => ComponentChildren }>, texts: LateTexts = {},
  frame: (inside: ComponentChildren, props: P) => ComponentChildren = (inside) => inside,
): Late<P> {
  let View: ComponentType<P> | null = null;
  const fetch = once(async () => {
    const words = Object.entries(texts).map(([file, read]) => file.includes(`/${lang()}/`) && read().then((c) => addTexts(c.default)));
    const [came] = await Promise.all([part(), ...words]);
    View = came.default as ComponentType<P>;
  });
  function Part(props: P) {
    const [state, setState] = useState<'coming' | 'slow' | 'failed' | 'again' | 'here'>('coming');
    const ask = (): void => { void fetch().then(() => setState('here'), () => setState('failed')); };
    useEffect(() => {
      if (View) return undefined;
      ask();
      const timer = setTimeout(() => setState((s) => (s === 'coming' ? 'slow' : s)), SLOW_MS);
      return () => clearTimeout(timer);
    }, []);
    if (View) return <View {...props} />;
    if (state === 'coming' || state === 'here') return null;
    const again = (): void => { if (state === 'failed') { setState('again'); ask(); } };
    return <>{frame(state === 'slow' ? <p role="status">{t('part.loading')}</p> : (
      <Note tone="late" role="alert">
        <p>{t('part.failed')}</p>
        <p class="after"><button type="button" data-do="fetch-again" aria-disabled={state === 'again'} onClick={again}>{t(state === 'again' ? 'part.loading' : 'part.again')}</button></p>
      </Note>
    ), props)}</>;
  }
  return Object.assign(Part, { fetch });
}
