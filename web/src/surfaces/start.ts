import type { VNode } from 'preact';
import { hydrate } from 'preact';
import type { Lang } from '../api/types';
import { useTexts } from '../i18n';

/** The page carries its texts as a JSON block (data, not script, so the policy lets it be); no extra request, no flash. */
export function start(view: () => VNode): void {
  const block = document.getElementById('texts');
  const root = document.getElementById('app');
  if (!block || !root) return;
  useTexts(document.documentElement.lang as Lang, JSON.parse(block.textContent ?? '{}') as Record<string, string>);
  hydrate(view(), root);
}
