import { describe, expect, it } from 'vitest';
import type { Message, Talk } from '../src/api/chat';
import { gap, kept, merged, minutesSince, newMark, type Pending, settled } from '../src/surfaces/chat/talk';

const message = (seq: number, side: Message['side'] = 'resident', mark = seq): Message => ({ seq, at: '2026-11-18T07:00:00Z', side, by: '', words: `w${seq}`, mark });
const talk = (messages: Message[], more: Partial<Talk> = {}): Talk => ({
  asOf: '2026-11-18T07:00:00Z', code: 'A', state: 'open', lang: 'fi', holder: 'x', handsCount: 0, reach: 'code_only', waits: null, newest: messages.at(-1)?.seq ?? 0, chat: null,
  asked: { at: '2026-11-18T07:00:00Z', words: 'a' }, resident: { here: true, typing: false }, staff: { here: false, typing: false }, older: false, messages, ...more,
});
const pending = (mark: number, state: Pending['state'] = 'sending'): Pending => ({ key: `k${mark}`, mark, words: 'x', state });

describe('a conversation put together', () => {
  it('has each message once and in order, whatever order the answers come in', () => {
    const whole = merged(merged(talk([message(1), message(5)]), talk([message(7), message(9)])), talk([message(5), message(6), message(7)], { newest: 7 }));
    expect(whole.messages.map((m) => m.seq)).toEqual([1, 5, 6, 7, 9]);
    expect(whole.newest).toBe(9);
  });
  it('does not go back to an older state of the chat', () => {
    const now = merged(talk([message(9)], { holder: 'new', asOf: '2026-11-18T07:00:05Z' }), talk([message(5)], { holder: 'old', newest: 5 }));
    expect(now.holder).toBe('new');
  });
  it('tells whether there is more only by an answer that reaches further back', () => {
    const first = talk([message(50)], { older: true });
    expect(merged(first, talk([message(51)], { older: false })).older).toBe(true);
    expect(merged(first, talk([message(1), message(2)], { older: false, newest: 50 })).older).toBe(false);
  });
  it('starts anew for another matter', () => { expect(merged(talk([message(1)]), talk([message(2)], { code: 'B' })).messages.map((m) => m.seq)).toEqual([2]); });
  it('suspects a gap only after a full page', () => {
    expect(gap(talk([message(1)]), 1)).toBe(false);
    expect(gap(talk(Array.from({ length: 200 }, (_, n) => message(n + 2))), 1)).toBe(true);
    expect(gap(talk(Array.from({ length: 200 }, (_, n) => message(n + 2))), 0)).toBe(false);
  });
});
describe('words on their way', () => {
  it('are settled by their own mark and side, not by words', () => {
    const list = [pending(1), pending(2, 'sent'), pending(3, 'failed')];
    expect(settled(list, [message(10, 'resident', 2), message(11, 'staff', 1)], 'resident').map((p) => p.mark)).toEqual([1, 3]);
    expect(settled(list, [message(10, 'staff', 9)], 'resident')).toBe(list);
  });
  it('keep their key and mark over a reload, and are tried again unless they were refused or are there', () => {
    const back = kept(JSON.stringify([pending(1), pending(2, 'sent'), pending(3, 'failed')]));
    expect(back.map((p) => [p.key, p.mark, p.state])).toEqual([['k1', 1, 'waiting'], ['k2', 2, 'sent'], ['k3', 3, 'failed']]);
    expect(kept('{')).toEqual([]);
    expect(kept(null)).toEqual([]);
  });
  it('have marks that JSON holds exactly', () => {
    for (let n = 0; n < 100; n += 1) { const mark = newMark(); expect(Number.isSafeInteger(mark) && mark > 0).toBe(true); }
    expect(new Set(Array.from({ length: 1000 }, newMark)).size).toBe(1000);
  });
});
it('counts whole minutes waited, never less than none', () => {
  expect(minutesSince('2026-11-18T07:00:00Z', Date.parse('2026-11-18T07:02:59Z'))).toBe(2);
  expect(minutesSince('2026-11-18T07:00:00Z', Date.parse('2026-11-18T06:00:00Z'))).toBe(0);
});
