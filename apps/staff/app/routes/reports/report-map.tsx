import { mapInWords, shapeInWords } from "@essaim/impact/report/report.words";
import type { MapPart } from "@essaim/impact/report/sealed-report";
import { DrawnMap } from "@essaim/ui/drawn-map";

/** The map of a report, the same on its page and in its files. */
export function ReportMap({ map, width }: { map: MapPart; width?: number }) {
  return (
    <DrawnMap
      title={map.title}
      says={mapInWords(map)}
      map={{
        ...map,
        shapes: map.shapes.map(({ path, name, value, tone }) => ({
          ...{ path, tone },
          words: name === null || value === null ? null : shapeInWords(name, value),
        })),
      }}
      {...(width === undefined ? {} : { width })}
    />
  );
}
