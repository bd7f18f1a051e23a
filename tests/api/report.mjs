// Counts what passed. A test is a function that throws.
let passed = 0;
let failed = 0;
export async function test(name, run) {
  const begun = Date.now();
  try {
    await run();
    passed += 1;
    console.log(`ok    ${name}${Date.now() - begun > 500 ? ` (${((Date.now() - begun) / 1000).toFixed(1)} s)` : ''}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  ${name}\n      ${String(error?.message ?? error).slice(0, 3000).replaceAll('\n', '\n      ')}`);
  }
}
export function same(found, wanted, what = '') {
  const a = JSON.stringify(found);
  const b = JSON.stringify(wanted);
  if (a !== b) throw new Error(`${what}: found ${a?.slice(0, 1200)}, wanted ${b?.slice(0, 1200)}`);
}
export function holds(truth, what) {
  if (!truth) throw new Error(typeof what === 'function' ? what() : what);
}
/** The answer has that status (and code). */
export function is(answer, status, code) {
  if (answer.status !== status || (code && answer.json?.code !== code)) {
    throw new Error(`wanted ${status} ${code ?? ''}, got ${answer.status} ${answer.text.slice(0, 400)}`);
  }
  return answer;
}
export function none(list, what) {
  if (list.length > 0) throw new Error(`${list.length} ${what}:\n${list.slice(0, 25).join('\n')}`);
}
export function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
