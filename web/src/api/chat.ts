/** The shapes of conversations in /api/v1 (docs/chat.md). */
import type { MatterState, ReachBy } from './types';

export type Side = 'resident' | 'staff';
export type ChatEnd = 'none' | 'agreed' | 'abandoned' | 'continues_by_phone' | 'continues_at_visit' | 'resident_left' | 'misuse' | 'other';
/** `mark`: the writer's own number for it, by which a page knows its message again after a lost answer. */
export interface Message { seq: number; at: string; side: Side; by: string; words: string; mark: number }
export interface Around { here: boolean; typing: boolean }
export interface Chat { live: boolean; opened: string; ended: string | null; how: ChatEnd; endProposed: Side | 'none'; taken: boolean; mine: boolean }
export interface Details { nickname: string | null; name: string | null; by: ReachBy; value: string | null }
/** GET /api/v1/my-matter/messages and /api/v1/matters/{id}/messages, ?after=seq or ?before=seq; at most 200 messages, oldest first. */
export interface Talk {
  asOf: string; code: string; state: MatterState; lang: string; holder: string; handsCount: number; reach: ReachBy; waits: string | null; newest: number;
  chat: Chat | null; asked: { at: string; words: string }; resident: Around; staff: Around; older: boolean; messages: Message[];
  matter?: number; details?: Details;   // to professionals only
}
export interface ChatHours {             // GET /api/v1/chat
  asOf: string; offered: boolean; open: boolean; opens: string | null; closes: string | null; hours: { days: number[]; from: string; until: string }[]; onHolidays: boolean;
  abandonedAfterMinutes: number; waiting: number; usualWaitMinutes: number | null;
}
export interface Opened { code: string; secret: string; live: boolean }   // POST /api/v1/chats {words, nickname?, phone?, area?, lang} -> 201 + cookie
export interface ChatLine {
  matter: number; code: string; lang: string; version: number; opened: string; ended: string | null; how: ChatEnd; endProposed: Side | 'none'; waits: string | null; newest: number; messages: number;
  team: string; ours: boolean; offeredToUs: boolean; offeredAway: boolean; staff: number; staffLabel: string; mine: boolean; here: boolean; typing: boolean; subject: string; nickname: string | null;
}
export interface Chats { asOf: string; seq: number; most: number; mine: number; chats: ChatLine[]; ended: ChatLine[] }   // GET /api/v1/chats
export interface Canned { code: string; text: Record<string, string> }                                                    // GET /api/v1/chat-answers
