/** The search for a time comes when it is first asked for, with its texts: the queue itself opens without it. */
import type { ComponentType } from 'preact';
import type { Lang } from '../../api/types';
import { addTexts, lang } from '../../i18n';
import type FindTime from './FindTime';

export type FindTimeView = typeof FindTime extends (props: infer P) => unknown ? ComponentType<P> : never;
const TEXTS: Record<Lang, () => Promise<{ default: Record<string, string> }>> = {
  fi: () => import('../../i18n/fi/times.json'), sv: () => import('../../i18n/sv/times.json'), en: () => import('../../i18n/en/times.json'),
};
let loaded: Promise<FindTimeView> | null = null;
export function loadFindTime(): Promise<FindTimeView> {
  loaded ??= Promise.all([import('./FindTime'), TEXTS[lang()]()]).then(([part, texts]) => { addTexts(texts.default); return part.default as FindTimeView; });
  // After a lost connection the next try asks anew.
  loaded.catch(() => { loaded = null; });
  return loaded;
}
