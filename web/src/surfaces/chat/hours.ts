import type { ChatHours } from '../../api/chat';
import { locale } from '../../i18n';

/** 1970-01-05 was a Monday. */
const dayName = (n: number): string => new Intl.DateTimeFormat(locale(), { weekday: 'short', timeZone: 'UTC' }).format(new Date((n + 3) * 86_400_000));

/** "ma–to 8.00–16.00, pe 8.00–15.00" */
export function hoursInWords(hours: Pick<ChatHours, 'hours'>): string {
  return hours.hours.map(({ days, from, until }) => {
    const sorted = [...days].sort();
    const inRow = sorted.length > 2 && sorted.every((d, i) => i === 0 || d === (sorted[i - 1] ?? 0) + 1);
    const names = inRow ? `${dayName(sorted[0] ?? 1)}–${dayName(sorted.at(-1) ?? 1)}` : sorted.map(dayName).join(', ');
    const clock = (text: string): string => new Intl.DateTimeFormat(locale(), { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(new Date(`1970-01-01T${text === '24:00' ? '00:00' : text}:00Z`));
    return `${names} ${clock(from)}–${clock(until)}`;
  }).join(', ');
}
