// Evaluates every case of every table with feelin, as an engine built on it would: unary tests cell by cell, then the
// output of the first row (or of all rows under Unique). feelin has no compiled form; it parses at every call.
import { readFileSync } from 'node:fs';
import { evaluate, unaryTest } from 'feelin';

const tables = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const seconds = Number(process.argv[3] ?? 3);

function decide(table, values) {
  let result = null;
  for (const row of table.rows) {
    const width = table.inputs.length;
    let all = true;
    for (let i = 0; i < width && all; ++i) {
      all = row[i] === '-' || unaryTest(row[i], { ...values, '?': values[table.inputs[i]] }).value === true;
    }
    if (!all) continue;
    result = evaluate(row[width], values).value;
    if (table.policy === 'FIRST') break;
  }
  return result;
}

for (const table of tables) {
  const results = table.cases.map((values) => decide(table, values));
  const start = process.cpuUsage();
  let done = 0;
  let used = 0;
  do {
    for (const values of table.cases) decide(table, values);
    done += table.cases.length;
    const now = process.cpuUsage(start);
    used = (now.user + now.system) / 1e6;
  } while (used < seconds);
  console.log(JSON.stringify({ table: table.name, ns: (used / done) * 1e9, results }));
}
