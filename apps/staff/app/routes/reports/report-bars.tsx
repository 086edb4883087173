import { writeValue } from "@essaim/impact/report/report.words";
import type { Part } from "@essaim/impact/report/sealed-report";
import { DrawnBars } from "@essaim/ui/drawn-bars";

/** The bars of a report, the same on its page and in its files. */
export function ReportBars({
  bars,
  width,
}: {
  bars: Extract<Part, { kind: "bars" }>;
  width?: number;
}) {
  return (
    <DrawnBars
      title={bars.title}
      series={bars.points.map(({ label, value, target, withheld, isUnknown }) => ({
        label,
        value,
        ...(target === null ? {} : { target }),
        ...(withheld ? { suppressed: true } : {}),
        ...(isUnknown ? { isUnknown: true } : {}),
      }))}
      scale={bars.isAgainstTargets ? "target" : "shared"}
      format={(value) => writeValue(value, bars.unit)}
      {...(width === undefined ? {} : { width })}
    />
  );
}
