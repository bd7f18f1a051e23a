/** Rows and columns that are marked in the open table. The editor draws its cells itself, so the marks are a style sheet beside it. */
export interface Marks { flawed: { row: number; column: number }[]; reached: number }

const BOX = '.dmnbox .tjs-table tbody';
let sheet: CSSStyleSheet | null = null;

/** Rules for the marks: rows and columns from 1, 0 for a whole row or column. The first cell of a row is its number. */
export function markRules(marks: Marks): string[] {
  const rules: string[] = [];
  const cell = (row: number, column: number): string => `${BOX} tr${row > 0 ? `:nth-child(${row})` : ''} > td${column > 0 ? `:nth-child(${column + 1})` : ''}`;
  for (const { row, column } of marks.flawed) {
    if (row > 0) rules.push(`${cell(row, 1).replace(':nth-child(2)', ':nth-child(1)')} { background: var(--late-soft) !important; box-shadow: inset 4px 0 0 var(--late) !important; font-weight: 700 }`);
    if (row > 0 || column > 0) rules.push(`${cell(row, column)} { background-color: var(--late-soft) !important }`);
  }
  if (marks.reached > 0) rules.push(`${cell(marks.reached, 0)} { background-color: var(--ok-soft) !important }`, `${cell(marks.reached, 1).replace(':nth-child(2)', ':nth-child(1)')} { box-shadow: inset 4px 0 0 var(--ok) !important; font-weight: 700 }`);
  return rules;
}
export function marksSheet(rules: string): () => void {
  if (!sheet) { sheet = new CSSStyleSheet(); document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]; }
  const own = sheet;
  own.replaceSync(rules);
  return () => own.replaceSync('');
}
export function showRow(row: number): void {
  const line = document.querySelector(`${BOX} tr:nth-child(${row})`);
  line?.scrollIntoView({ block: 'center', inline: 'nearest' });
  line?.querySelector<HTMLElement>('[contenteditable]')?.focus({ preventScroll: true });
}
