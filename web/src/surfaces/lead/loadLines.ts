/** The telephone lines come after the board, with their texts: the board itself opens without them. */
import type { ComponentType } from 'preact';
import type { Lang } from '../../api/types';
import { addTexts, lang } from '../../i18n';
import type Lines from './Lines';

export type LinesView = typeof Lines extends (props: infer P) => unknown ? ComponentType<P> : never;
const TEXTS: Record<Lang, () => Promise<{ default: Record<string, string> }>> = {
  fi: () => import('../../i18n/fi/lines.json'), sv: () => import('../../i18n/sv/lines.json'), en: () => import('../../i18n/en/lines.json'),
};
export const loadLines = async (): Promise<LinesView> => {
  const [part, texts] = await Promise.all([import('./Lines'), TEXTS[lang()]()]);
  addTexts(texts.default);
  return part.default as LinesView;
};
