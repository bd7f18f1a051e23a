/** What was typed, kept in this tab only (sessionStorage), so that reload, Back and a change of language lose nothing. */
import type { Typed } from '../../api/contactForm';
import type { Asked } from '../../api/types';

const DRAFT = 'vuoro.ask';
const ASKED = 'vuoro.asked';
/** The result of a navigator that the words began with (surfaces/navigators/entry.ts). */
const LED = 'vuoro.led';
const ASKED_MINUTES = 30;

export interface Draft { typed: Typed; step: 'form' | 'check'; key: string }

function read<T>(name: string): T | null {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? 'null') as T | null;
  } catch {
    return null;
  }
}
function write(name: string, value: unknown): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch { /* storage is full or forbidden: the page works without it */ }
}
export const readDraft = (): Draft | null => read<Draft>(DRAFT);
export const saveDraft = (draft: Draft): void => write(DRAFT, draft);
/** Told only while the words still tell it: whoever takes them out does not want it known. */
export function ledBy(words: string): string | undefined {
  const led = read<{ words: string; result: string }>(LED);
  return led && words.includes(led.words) ? led.result : undefined;
}
/** The answer stays for half an hour in this tab: a reload or another language must not lose the only copy of the secret. */
export function saveAsked(asked: Asked): void {
  sessionStorage.removeItem(DRAFT);
  write(ASKED, { asked, at: Date.now() });
}
export function readAsked(): Asked | null {
  const kept = read<{ asked: Asked; at: number }>(ASKED);
  return kept && Date.now() - kept.at < ASKED_MINUTES * 60_000 ? kept.asked : null;
}
export function forget(): void {
  sessionStorage.removeItem(DRAFT);
  sessionStorage.removeItem(LED);
  sessionStorage.removeItem(ASKED);
}
