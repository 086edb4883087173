import type { ResidenceAnswer } from "@essaim/accompaniment/residence/residence.schema";
import type { MemberActor } from "@essaim/identity/actor";
import { drawPoint } from "@essaim/territory/map/draw";
import { listContoursNear } from "@essaim/territory/map/neighbourhood-map.queries";
import { scaleInWords } from "@essaim/territory/map/scale.words";
import type { AppLoadContext } from "@remix-run/node";
import { contoursNote } from "./contour-words";

/** Where a found address falls among the contours around it; null when no point was found. */
export async function drawHome(
  { execute }: Pick<AppLoadContext, "execute">,
  actor: MemberActor,
  answer: ResidenceAnswer | null,
) {
  if (!answer || answer.lon === null || answer.lat === null) return null;
  const { lon, lat, generation, neighbourhoodCode, neighbourhoodName } = answer;
  const contours = await execute(actor, listContoursNear, { lon, lat, generation });
  if (contours.length === 0) return null;
  const inside = contours.find(({ code }) => code === neighbourhoodCode);
  // In its neighbourhood, that one alone is fitted; outside, the nearest ones say how far it is.
  const shown = inside ? [inside] : contours;
  const { contours: drawn, point, ...map } = drawPoint(shown, [lon, lat]);
  return {
    label: inside
      ? `L’adresse trouvée est dans le contour du quartier ${neighbourhoodName ?? inside.name}.`
      : "L’adresse trouvée est en dehors des quartiers prioritaires voisins.",
    width: map.width,
    height: map.height,
    point,
    shapes: drawn.map(({ code, path, at }) => ({
      code,
      path,
      at,
      isChosen: code === neighbourhoodCode,
    })),
    scale: scaleInWords(map.scale),
    note: contoursNote(shown),
  };
}
