/** Free times and a team's day, as the server gives them. */
import type { Need } from './notices';
import type { Mode } from './types';

/** A free time as a resident sees it. */
export interface FreeTime { slot: number; at: string; minutes: number; mode: Mode; team: string; place: string; room: string; worker: string; profession: string }
export interface MyTimes { asOf: string; step: number; callFirst: boolean; times: FreeTime[] }                    // GET /api/v1/my-matter/times?step=&from=&everywhere=

/** A free time as the desk sees it: with what speaks for it. */
export interface DeskTime extends FreeTime { teamCode: string; workerCode: string; met: number; speaks: boolean; keeps: boolean; fits: boolean; travel: number | null }
export interface Times {                      // GET /api/v1/matters/{id}/times?step=&from=&until=&mode=&team=&limit=
  asOf: string; step: number; due: string | null; times: DeskTime[];
  first: number | null; known: number | null; ownLanguage: number | null;
  visits: number; continuity: number | null; thirdNext: string | null;
}

/** Times for the sessions of a course from one on, as one; empty when there is no such set. */
export interface CoursePlan {                 // GET /api/v1/matters/{id}/course?step=&from=&everywhere=
  asOf: string; step: number; soonest: CourseTime[]; same: CourseTime[];
  sessions: { step: number; nth: number; service: string; state: string; at: string | null; leastDays: number; mostDays: number; sameProfessional: 'no' | 'wished' | 'required' }[];
}
export interface CourseTime extends FreeTime { teamCode: string; workerCode: string }

export type BlockReason = 'absence' | 'meeting' | 'training' | 'room' | 'equipment' | 'other';
/** Whose a place is shows only where the matter may be seen. */
export interface Place {
  state: 'held' | 'booked'; until: string | null; step: number | null; stepState?: string; matter: number | null;
  version?: number; others?: string[]; code?: string; service?: string; age?: number | null; language?: string; interpreter?: boolean; due?: string | null; needs?: Need[];
}
export interface DaySlot { slot: number; at: string; minutes: number; mode: Mode; type: string; room: string; capacity: number; free: number; blocked: BlockReason | null; places: Place[] }
export interface DayWorker { code: string; name: string; profession: string; slots: DaySlot[] }
export interface TeamDay {                    // GET /api/v1/day?date=&team=
  asOf: string; date: string; team: string; teamCode: string; workers: DayWorker[];
  unbooked?: { matter: number; code: string; service: string; due: string }[];   // wait for a time, a promise is due by the end of the day
  counts: { places: number; booked: number; held: number; free: number; blocked: number };
}
// POST /api/v1/blocks {worker, from, until, reason} -> {cancelled}; POST /api/v1/unblocks, the same body -> {returned}
