import type { FactValue, TableLine } from './tables';

/** GET /api/v1/matters/{id}/segment: which customership the person is in, and how it is decided. */
export interface SegmentItem { code: string; name: string; about: string; path: string; ownContact: boolean; reviewMonths: number; services: string[] }
export interface SegmentDecision { code: string; name: string; at: string; by: string; review: string; proposed: { code: string; name: string } | null; otherwise: string | null }
export interface OwnContact { name: string; team: string; since: string; me: boolean }
export interface SegmentScore { axis: string; name: string; score: number }
export interface SegmentView {
  now: (SegmentDecision & { due: boolean }) | null;
  own: OwnContact | null;
  history: SegmentDecision[];
  grounds: null | { why: string | null; answers: { question: string; answer: string }[]; scores: SegmentScore[]; table: TableLine | null; conditions: { input: string; test: string }[] };
  form: null | { title: string; questions: { code: string; text: string; options: { code: string; text: string }[] }[] };
  segments: SegmentItem[];
}
/** POST /api/v1/matters/{id}/segment-proposal {answers}: what the table proposes; saves nothing. */
export interface SegmentProposal { scores: SegmentScore[]; proposed: string | null; table: TableLine | null; because: { input: string; value: FactValue }[]; seen: string | null }
/** In the matter; null where the county has no segments. */
export interface SegmentLine { code: string | null; name: string | null; path: string | null; review: string | null; due: boolean; own: OwnContact | null }
/** GET /api/v1/board/segments */
export interface SegmentBoard {
  from: string; undecided: number;
  segments: { code: string; name: string; open: number; review: number; withoutOwn: number }[];
  decisions: { all: number; followed: number; otherwise: number; withoutForm: number; reasons: Record<string, number> };
}
