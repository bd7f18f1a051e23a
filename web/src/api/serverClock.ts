/** Now as the server has it. Times left and "today" must not follow a computer whose clock is wrong: every answer that carries the
 *  server's time (`asOf`) corrects the difference. Before the first one the browser's clock is used. */
let ahead = 0;
const SLACK_MS = 2000;

export const serverNow = (): number => Date.now() + ahead;
/** `asOf`: the server's time in an answer that has just come. Smaller differences are the way over the network and are left alone. */
export function learnServerTime(asOf: string): void {
  const difference = Date.parse(asOf) - Date.now();
  if (Number.isFinite(difference)) ahead = Math.abs(difference) < SLACK_MS ? 0 : difference;
}
