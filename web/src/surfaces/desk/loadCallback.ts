/** The call-back's part of the panel comes with its texts when the first call-back is looked at. */
import type { ComponentType } from 'preact';
import type { Lang } from '../../api/types';
import { addTexts, lang } from '../../i18n';
import type CallbackPanel from './CallbackPanel';

export type CallbackPanelView = typeof CallbackPanel extends (props: infer P) => unknown ? ComponentType<P> : never;
const TEXTS: Record<Lang, () => Promise<{ default: Record<string, string> }>> = {
  fi: () => import('../../i18n/fi/calls.json'), sv: () => import('../../i18n/sv/calls.json'), en: () => import('../../i18n/en/calls.json'),
};
let loaded: Promise<CallbackPanelView> | null = null;
export function loadCallback(): Promise<CallbackPanelView> {
  loaded ??= Promise.all([import('./CallbackPanel'), TEXTS[lang()]()]).then(([part, texts]) => { addTexts(texts.default); return part.default as CallbackPanelView; });
  // After a lost connection the next try asks anew.
  loaded.catch(() => { loaded = null; });
  return loaded;
}
