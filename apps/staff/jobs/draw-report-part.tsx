import type { DrawPart } from "@essaim/impact/report/report-paper";
import { PAGE, PHONE } from "@essaim/ui/drawn";
import { drawnSvg } from "@essaim/ui/drawn-svg";
import { ReportBars } from "../app/routes/reports/report-bars.tsx";
import { ReportMap } from "../app/routes/reports/report-map.tsx";

/** The bars and maps of a report as its files hold them. */
export const drawReportPart: DrawPart = (part) => {
  const draw = (width: number) =>
    drawnSvg(
      part.kind === "map" ? (
        <ReportMap map={part} width={width} />
      ) : (
        <ReportBars bars={part} width={width} />
      ),
    );
  return { svg: draw(PAGE), phoneSvg: draw(PHONE) };
};
