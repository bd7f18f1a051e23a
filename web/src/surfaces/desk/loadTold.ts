/** What the resident was told comes when it is first asked for, with its texts: the queue itself opens without it. */
import type { ComponentType } from 'preact';
import type { Lang } from '../../api/types';
import { addTexts, lang } from '../../i18n';
import type Told from './Told';

export type ToldView = typeof Told extends (props: infer P) => unknown ? ComponentType<P> : never;
const TEXTS: Record<Lang, () => Promise<{ default: Record<string, string> }>> = {
  fi: () => import('../../i18n/fi/told.json'), sv: () => import('../../i18n/sv/told.json'), en: () => import('../../i18n/en/told.json'),
};
let loaded: Promise<ToldView> | null = null;
export function loadTold(): Promise<ToldView> {
  loaded ??= Promise.all([import('./Told'), TEXTS[lang()]()]).then(([part, texts]) => { addTexts(texts.default); return part.default as ToldView; });
  // After a lost connection the next try asks anew.
  loaded.catch(() => { loaded = null; });
  return loaded;
}
