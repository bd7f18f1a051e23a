/** Walk-in lists (docs/api/openapi.yaml: WalkIn, WaitingRoom, MyNumber). */
import type { About } from './types';
import type { Need } from './notices';

export type TicketState = 'waiting' | 'called' | 'unanswered' | 'came' | 'left' | 'lapsed' | 'moved';
/** What staff can say of a number; `waiting` takes its end back. */
export type Move = 'called' | 'unanswered' | 'came' | 'left' | 'waiting';
export interface WalkInMatter {
  id: number; code: string; version: number; open: boolean; subject: string; age: number | null; about: About; lang: string; interpreter: boolean; needs: Need[]; takenBy: string; returnable: boolean;
}
export interface WalkInRow {
  number: number; day: string; state: TicketState; given: string; called: string | null; ended: string | null; by: string; mine: boolean; before: number | null;
  matter: WalkInMatter | null;                // null: another team has the matter now
}
export interface WalkInList {                 // GET /api/v1/walk-in; POST /api/v1/walk-in/call-next {}
  asOf: string; seq: number; day: string; team: { code: string; name: string }; pace: number | null; called: number | null; rows: WalkInRow[]; over: WalkInRow[]; unserved: WalkInRow[];
}
export interface MyNumber { number: number; state: 'waiting' | 'called' | 'unanswered' | 'lapsed'; given: string; called: string | null; before: number | null; wait: number | null; place: string }
export interface WaitingRoom { asOf: string; called: number[]; next: number[]; waiting: number }   // GET /api/v1/walk-in/display?team=
