/** What a page knows of a conversation: what the server has told, and what is on its way there. Pure. */
import type { Message, Side, Talk } from '../../api/chat';

/** Words that have not been read back from the server yet; `sent` when it has said that it has them. `key` and `mark` stay the same over tries and reloads. */
export interface Pending { key: string; mark: number; words: string; state: 'sending' | 'waiting' | 'sent' | 'failed'; why?: string }

/** As many as the server gives at a time: then there may be a gap, and the newest are read anew. */
export const PAGE = 200;
export const WORDS_MAX = 4000;

export function merged(old: Talk | null, fresh: Talk): Talk {
  if (!old || old.code !== fresh.code) return fresh;
  const bySeq = new Map(old.messages.map((m) => [m.seq, m]));
  for (const m of fresh.messages) bySeq.set(m.seq, m);
  const messages = [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  // Only an answer that reaches further back than before can tell whether there is more beyond it.
  const further = (fresh.messages[0]?.seq ?? Infinity) < (old.messages[0]?.seq ?? 0);
  // An answer that was overtaken by a newer one brings its messages, and nothing else.
  const newer = fresh.newest >= old.newest && fresh.asOf >= old.asOf ? fresh : old;
  return { ...newer, messages, older: further ? fresh.older : old.older };
}
/** Whether messages between the last known and these may be missing. */
export const gap = (fresh: Talk, after: number): boolean => after > 0 && fresh.messages.length >= PAGE;

/** What is still on its way: the server has shown the rest by their marks. */
export function settled(pending: Pending[], messages: Message[], side: Side): Pending[] {
  const there = new Set(messages.filter((m) => m.side === side).map((m) => m.mark));
  return pending.some((p) => there.has(p.mark)) ? pending.filter((p) => !there.has(p.mark)) : pending;
}
/** 48 random bits: JSON holds them exactly. */
export function newMark(): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return (high % 65_536) * 4_294_967_296 + low + 1;
}
export function kept(stored: string | null): Pending[] {
  try {
    const list = JSON.parse(stored ?? '[]') as Pending[];
    return list.map((p) => (p.state === 'sending' ? { ...p, state: 'waiting' } : p));
  } catch {
    return [];
  }
}
/** Minutes that somebody has waited, at least 0. */
export const minutesSince = (at: string, now: number): number => Math.max(0, Math.floor((now - Date.parse(at)) / 60_000));
