import type { Effect, EffectMonth, Phase } from "@essaim/outreach/campaign/effect.rules";
import { ChartWithTable } from "@essaim/ui/chart-with-table";
import { DrawnBars } from "@essaim/ui/drawn-bars";
import { formatMonth, formatNumber } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { type Column, Table } from "@essaim/ui/table";
import { paths } from "~/paths";
import {
  effectInWords,
  missingInWords,
  monthLabel,
  phaseLabels,
  stateLabels,
  viewsInWords,
} from "./campaign-words";

/** The audience of the campaign's pieces before, during and after it, and what that does not prove. */
export function CampaignEffect({ effect, hasPieces }: { effect: Effect; hasPieces: boolean }) {
  if (!hasPieces) {
    return (
      <Section title="Effet sur l’audience" rule={false}>
        <p className="max-w-measure text-muted">
          Choisissez les contenus que la campagne met en avant&#8239;: leur audience d’avant, de
          pendant et d’après se comparera ici.
        </p>
      </Section>
    );
  }
  const missing = missingInWords(effect);
  return (
    <ChartWithTable
      title="Effet sur l’audience"
      level={2}
      description={effectInWords(effect)}
      source={
        <>
          Vues et visites qui comptent des contenus de la campagne, toutes plateformes ensemble, par
          mois entiers&#8239;: un mois que la campagne touche compte tout entier comme
          «&#8239;pendant &#8239;», comparé aux trois mois d’avant et aux trois d’après. Une moyenne
          ne prend que les mois terminés et relevés
          {missing.length > 0 && ` (${missing.join("\u202f; ")})`}. Une différence n’est pas une
          cause&#8239;: une saison, une nouvelle publication ou un relais d’ailleurs peuvent
          l’expliquer. Le détail est sur la page <Link href={paths.audience()}>Audience</Link>.
        </>
      }
      table={
        <Table
          caption="Audience des contenus de la campagne, mois par mois"
          hideCaption
          rows={effect.months}
          rowKey={({ month }) => month}
          columns={columns}
          stack="sm"
        />
      }
    >
      <Means effect={effect} />
      <DrawnBars
        title="Vues et visites des contenus de la campagne, mois par mois"
        series={effect.months
          .filter(({ state }) => state !== "ahead")
          .map((one) => ({ label: monthLabel(one), value: one.views }))}
      />
    </ChartWithTable>
  );
}

/** The three means, side by side. */
function Means({ effect: { means } }: { effect: Effect }) {
  return (
    <dl className="grid border-y border-line sm:grid-cols-3">
      {(["before", "during", "after"] as const satisfies readonly Phase[]).map((phase) => {
        const { mean } = means[phase];
        return (
          <div
            key={phase}
            className="flex flex-col gap-0.5 border-line py-3 not-first:border-t sm:px-4 sm:first:pl-0 sm:not-first:border-t-0 sm:not-first:border-l"
          >
            <dt className="text-sm font-normal! text-muted">{phaseLabels[phase]}, par mois</dt>
            <dd className="figures text-xl font-semibold">
              {mean === null ? (
                <span className="text-base font-normal text-muted">pas encore connu</span>
              ) : (
                formatNumber(Math.round(mean))
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

const columns: readonly Column<EffectMonth>[] = [
  { key: "month", header: "Mois", lead: true, cell: ({ month }) => formatMonth(month) },
  { key: "phase", header: "Moment", cell: ({ phase }) => phaseLabels[phase] },
  { key: "views", header: "Vues et visites", numeric: true, cell: viewsInWords },
  {
    key: "state",
    header: "Ce qu’on en sait",
    cell: ({ state }) => stateLabels[state] || "Terminé et relevé",
  },
];
