/** An acronym explained: on hover, to screen readers, and in full on paper. */
export function Abbr({ short, full }: { short: string; full: string }) {
  return (
    <>
      <abbr title={full}>{short}</abbr>
      <span className="hidden print:inline"> ({full})</span>
    </>
  );
}
