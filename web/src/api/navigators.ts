/** GET /api/v1/board/navigators: how often guides were used, and what became of the contacts that their results led to. */
export interface NavigatorUses { navigator: string; name: string; kind: 'all' | 'result' | 'exit'; end: string | null; title: string | null; times: number }
export interface LedContacts { navigator: string; name: string; end: string; title: string; contacts: number; open: number; advised: number; cared: number; moved: number; askedAgain: number; helped: number; notHelped: number }
export interface NavigatorBoard { from: string; until: string; rows: NavigatorUses[]; led: LedContacts[] }
