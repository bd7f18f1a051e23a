/** What POST /kept-answers/open tells (docs/api/openapi.yaml, KeptAnswers). */
export interface Said { linkId: string; question: string; answer: string; group?: string }
export interface Rule { code: string; title: string; link: string; row: number; unverified?: boolean }
export interface Service { code: string; name: string; what: string; link?: string }
export interface Result { code: string; title: string; text: string; first_step: string; services: Service[]; because: Said[]; source: Rule }
export interface Exit { code: string; title: string; text: string; because: Said[]; source: Rule }
export interface KeptAnswers {
  navigator: string; form: string; name: string; state: 'question' | 'missing' | 'exit' | 'result'; mark: string; language: string; keptAt: string; openedAt: string;
  example?: boolean; answers?: Said[]; results?: Result[]; exit?: Exit;
}
