/** Letter keys of the desk. Letters follow the Finnish words on the buttons and are the same in every language. */
import type { Key } from '../../i18n';

export const ACTION_KEYS: Record<string, string> = {
  take: 'o', release: 'z', answer: 'v', assess: 'a', facts: 'f', propose: 'e', 'book-times': 't', book: 'r', 'accept-times': 'b', 'end-hold': 'c', 'cancel-booking': 'x', complete: 'd', miss: 'm', refuse: 'q',
  offer: 'h', withdraw: 'w', accept: 'y', decline: 'n', close: 'l', reopen: 'i', extend: 'g', undo: 'u',
};
export const KEY_ACTIONS: Record<string, string> = Object.fromEntries(Object.entries(ACTION_KEYS).map(([action, key]) => [key, action]));
export const MOVE_HELP: readonly [string[], Key][] = [
  [['j', '↓'], 'keys.next'], [['k', '↑'], 'keys.previous'], [['Home'], 'keys.first'], [['End'], 'keys.last'], [['Enter'], 'keys.enter'], [['Esc'], 'keys.back'],
  [['1', '…', '7'], 'keys.tabs'], [['/'], 'keys.search'], [['s'], 'keys.news'], [['p'], 'keys.print'], [['?'], 'keys.help'],
];

const STORE = 'vuoro.keys';
export function keysOn(): boolean {
  try { return localStorage.getItem(STORE) !== 'off'; } catch { return true; }
}
export function setKeysOn(on: boolean): void {
  try { localStorage.setItem(STORE, on ? 'on' : 'off'); } catch { /* stays for this visit only */ }
}
/** A key pressed while typing, with a modifier or in an open dialog is not a shortcut. */
export function isShortcut(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  return !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented && !target.closest('input, textarea, select, [contenteditable]') && !document.querySelector('dialog[open]');
}
