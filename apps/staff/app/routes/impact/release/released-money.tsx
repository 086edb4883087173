import type { ReleaseDetails } from "@essaim/impact/release/release.schema";
import { formatCents } from "@essaim/ui/format";
import { type DownloadsOf, DrawingFigure } from "./drawing-figure";
import { moneyDrawing } from "./release-drawings";

/** Where the money of a grant stood at the cut-off of a release, and on each line of its budget. */
export function ReleasedMoney({
  cutOffOn,
  money,
  downloadsOf,
}: {
  cutOffOn: string;
  money: ReleaseDetails["money"];
  downloadsOf?: DownloadsOf | undefined;
}) {
  const { awardedCents, receivedCents, paidCents, committedCents } = money;
  const facts: [string, number | null][] = [
    ["Accordé", awardedCents],
    ["Reçu", receivedCents],
    ["Payé", paidCents],
    ["Engagé, pas encore payé", committedCents],
    ["Reste", awardedCents === null ? null : awardedCents - paidCents - committedCents],
  ];
  return (
    <div className="flex flex-col gap-6">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3 lg:grid-cols-5">
        {facts.map(([term, cents]) => (
          <div key={term}>
            <dt className="text-sm text-muted">{term}</dt>
            <dd className="text-lg tabular-nums">
              {cents === null ? "non renseigné" : formatCents(cents)}
            </dd>
          </div>
        ))}
      </dl>
      {moneyDrawing(cutOffOn, money).map((drawing) => (
        <DrawingFigure key={drawing.name} drawing={drawing} downloadsOf={downloadsOf} />
      ))}
    </div>
  );
}
