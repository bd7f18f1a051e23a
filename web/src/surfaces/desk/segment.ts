/** The answers of the form, or nothing while a question is open. */
export function answersOf(data: FormData, questions: string[]): Record<string, string> | null {
  const answers: Record<string, string> = {};
  for (const q of questions) {
    const value = data.get(`a.${q}`);
    if (typeof value !== 'string') return null;
    answers[q] = value;
  }
  return questions.length > 0 ? answers : null;
}

/** The same day of the month so many months later, or that month's last day. `day` is YYYY-MM-DD. */
export function monthsLater(day: string, months: number): string {
  const [y = 0, m = 1, d = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(y, m - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(y, m - 1 + months, Math.min(d, last))).toISOString().slice(0, 10);
}
