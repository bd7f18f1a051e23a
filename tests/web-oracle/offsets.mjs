// Prints the hour in Helsinki at 00:30 and 01:30 UTC of every day 1992–2106, by the zone data inside Node's ICU:
// "2026-03-29 2 4". Summer time begins and ends at 01:00 UTC.
const hour = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Helsinki', hour: '2-digit', hourCycle: 'h23' })
const day = 86_400_000
const lines = []
for (let at = Date.UTC(1992, 0, 1); at < Date.UTC(2107, 0, 1); at += day) {
  const shown = [30, 90].map((minutes) => Number(hour.format(at + minutes * 60_000)))
  lines.push(`${new Date(at).toISOString().slice(0, 10)} ${shown.join(' ')}`)
}
process.stdout.write(lines.join('\n') + '\n')
