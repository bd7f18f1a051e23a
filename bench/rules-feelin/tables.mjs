// The tables of the comparison, made the same way each time: node tables.mjs > tables.json
const bands = [[0, 6], [7, 12], [13, 17], [18, 22], [23, 64], [65, 74], [75, 120]];
const languages = ['fi', 'sv', 'en', 'ar', 'ru'];
const needs = ['doctor', 'nurse', 'physiotherapist', 'counsellor', 'dentist'];

const eligibility = {
  name: 'eligibility',
  policy: 'UNIQUE',
  inputs: ['age', 'risk', 'affordable'],
  rows: [
    ['>= 18', '"Medium","Low"', 'true', '"approved"'],
    ['< 18', '-', '-', '"declined"'],
    ['>= 18', '"High"', '-', '"declined"'],
    ['>= 18', '"Medium","Low"', 'false', '"declined"'],
  ],
  cases: [],
};
for (let i = 0; i < 30; ++i) {
  eligibility.cases.push({ age: 5 + i * 2, risk: ['High', 'Low', 'Medium'][i % 3], affordable: i % 2 === 0 });
}

const routing = { name: 'routing', policy: 'FIRST', inputs: ['age', 'language', 'need'], rows: [], cases: [] };
for (const [low, high] of bands) {
  for (const language of languages) {
    for (const need of needs) {
      routing.rows.push([`[${low}..${high}]`, `"${language}"`, `"${need}"`, `"${need}-${language}-${low}"`]);
    }
  }
}
for (let i = 0; i < 40; ++i) {
  routing.cases.push({ age: (i * 7) % 100, language: languages[i % 5], need: needs[(i * 3) % 5] });
}

const deadline = {
  name: 'deadline',
  policy: 'FIRST',
  inputs: ['assessed', 'urgency', 'words'],
  rows: [
    ['< 14', '"urgent"', 'contains(?, "pain")', '0'],
    ['< 14', '-', 'string length(?) > 40', 'assessed + 3'],
    ['[14..90]', 'not("urgent")', '-', 'assessed * 2 - 14'],
    ['> 90', '-', '-', 'if urgency = "urgent" then 1 else 7'],
    ['-', '-', '-', '14'],
  ],
  cases: [],
};
for (let i = 0; i < 20; ++i) {
  deadline.cases.push({
    assessed: i * 6,
    urgency: i % 3 === 0 ? 'urgent' : 'normal',
    words: i % 2 === 0 ? 'a pain in the shoulder' : 'something has been wrong for a very long time now',
  });
}
console.log(JSON.stringify([eligibility, routing, deadline]));
