/** What the county's tables say of a matter: GET /api/v1/matters/{id}/services. */
export type Verdict = 'met' | 'not_met' | 'person_decides' | 'routed' | 'found';
export type FactValue = string | number | boolean | string[] | null;
export interface TableSource { name: string; address: string | null; unverified: boolean }
export interface TableLine { code: string; name: string; version: number; row: number; source: TableSource | null }
export interface GrantedService {
  code: string; name: string; domain: string; verdict: Verdict | null;
  profession?: string | null; table?: TableLine; because?: { input: string; value: FactValue }[]; seen?: string;
  segment?: boolean;   // among those that the person's customership begins with
}
export interface GivenAdvice {
  step: number | null; service: string | null; verdict: Verdict; otherwise: string | null; at: string; by: string;
  table: TableLine | null; conditions: { input: string; test: string }[];
}
export interface MatterServices { services: GrantedService[]; given: GivenAdvice[] }
/** GET /api/v1/board/tables: one line for each version that said something since, and for each in force. */
export interface TableUseLine {
  code: string; name: string; kind: 'criterion' | 'routing' | 'group' | 'segment' | null; version: number; inForce: boolean; times: number;
  verdicts: Record<string, number>; otherwise: number; reasons: Record<string, number>;
}
export interface TableUseBoard { from: string; tables: TableUseLine[] }
