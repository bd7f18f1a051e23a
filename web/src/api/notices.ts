// What a resident was told outside the pages, and what visits must be ready for (docs/api/openapi.yaml).
export type Need = 'wheelchair' | 'hearing' | 'sight' | 'other';
export type NoticeKind = 'time_offered' | 'booked' | 'moved' | 'cancelled_by_unit' | 'cancelled_by_person' | 'reminder' | 'callback_missed' | 'visit_missed';
export interface Notice {
  id: number; step: number | null; kind: NoticeKind; about: string | null; channel: 'email' | 'sms';
  state: 'started' | 'waiting' | 'sent' | 'failed' | 'lapsed'; fault: 'none' | 'no_address' | 'refused' | 'unreachable' | 'interrupted' | 'not_needed';
  tries: number; first: string; last: string; again: string | null;
}
export interface Notices {                    // GET /api/v1/matters/{id}/notices; POST /api/v1/matters/{id}/needs answers the same
  asOf: string; reach: string; byPeople: boolean; told: Notice[];
  untold: { step: number | null; kind: NoticeKind; about: string | null; since: string }[];
  needs: Need[]; needWords: string;
}
