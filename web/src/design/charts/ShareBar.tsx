/** Law and own target on one line from 0 to 100 %: a filled dot and a ring, so that form tells them apart as well as colour.
 *  The numbers stand beside it as text; the picture adds only the distance. */
export function ShareBar({ law, own }: { law: number | null; own: number | null }) {
  const at = (v: number): number => 6 + v * 188;
  return (
    <svg class="sharebar" viewBox="0 0 200 14" width="200" height="14" aria-hidden="true" focusable="false" direction="ltr">
      <path class="grid" d="M6 7H194M6 3V11M100 4V10M194 3V11" />
      {law !== null && own !== null && <path class="gap" d={`M${at(Math.min(law, own))} 7H${at(Math.max(law, own))}`} />}
      {law !== null && <circle class="law" cx={at(law)} cy="7" r="5" />}
      {own !== null && <circle class="own" cx={at(own)} cy="7" r="4.5" />}
    </svg>
  );
}
