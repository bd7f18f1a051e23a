// Prints every Finnish public holiday 1992–2100 by the npm package date-holidays, one ISO day a line, sorted.
import Holidays from 'date-holidays'

const finland = new Holidays('FI')
const days = new Set()
for (let year = 1992; year <= 2100; year += 1) {
  for (const holiday of finland.getHolidays(year)) {
    if (holiday.type === 'public') days.add(holiday.date.slice(0, 10))
  }
}
process.stdout.write([...days].sort().join('\n') + '\n')
