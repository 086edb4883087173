import { getMissing, type Lack } from "@essaim/impact/team/missing.queries";
import { missingKinds } from "@essaim/impact/team/team-filter.schema";
import { ChartWithTable } from "@essaim/ui/chart-with-table";
import { DrawnBars } from "@essaim/ui/drawn-bars";
import { formatNumber, formatPercent, formatPeriod, plural } from "@essaim/ui/format";
import { Select } from "@essaim/ui/select";
import { Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { pageTitle } from "~/title";
import { loadBoard } from "./board.server";
import { BoardFrame, typedIn } from "./board-frame";
import { CountLink } from "./count-link";
import { missingGroups, missingWords } from "./missing-words";
import { qualityPeriod } from "./quality-period.server";

export const meta: MetaFunction = () => pageTitle("À compléter · Pilotage");

export const loader = (args: LoaderFunctionArgs) =>
  loadBoard(args, "quality", async ({ actor, filter, day }) => {
    const { period, ...found } = await qualityPeriod(args.context, { actor, filter, day });
    const lacks = await args.context.execute(actor, getMissing, {
      coach: filter.coach,
      period,
      day,
    });
    return { ...found, period, lacks, mayChooseSpending: actor.role === "manager" };
  });

/** How much of what a report needs is there. */
const shareOf = ({ missing, of }: Lack) => (of === 0 ? null : 1 - missing / of);

export default function QualityPage() {
  const { figures, ...page } = useLoaderData<typeof loader>();
  const lacks = figures?.lacks ?? [];
  const incomplete = lacks.filter(({ missing }) => missing > 0);
  const href = ({ kind }: Lack) => {
    const { from: du, to: au } = figures?.period ?? { from: "", to: "" };
    if (kind === "expenseEvidence") return paths.expenses({ du, au, manque: "piece" });
    if (kind === "expenseSplit") return paths.expenses({ du, au, manque: "repartition" });
    return paths.teamMissing(missingKinds[kind], page.words);
  };
  return (
    <BoardFrame
      page={page}
      lead={
        "Ce qui manque avant le rapport\u202f: ce que les fiches ne disent pas encore, et où le noter."
      }
      before={
        <Select
          key={typedIn(page, "financement")}
          name="financement"
          label="Financement"
          optional="unmarked"
          width="full"
          placeholder="Aucun"
          defaultValue={typedIn(page, "financement")}
          error={page.refused?.errors.financement}
          options={(figures?.grants ?? []).map(({ id, title }) => ({ value: id, label: title }))}
        />
      }
      dates={[
        { name: "du", label: "Du" },
        { name: "au", label: "Au" },
      ]}
      summary={
        figures &&
        `${figures.grantTitle ? `${figures.grantTitle}, période ` : "Période "}${formatPeriod(figures.period.from, figures.period.to)}.`
      }
    >
      {figures && (
        <>
          <ChartWithTable
            title="Part déjà renseignée"
            level={2}
            description={
              incomplete.length === 0
                ? "Rien ne manque pour cette période."
                : `${plural(incomplete.length, "point est à compléter", "points sont à compléter")}, sur ${formatNumber(lacks.length)}.`
            }
            fold={false}
            table={<Groups lacks={lacks} href={href} />}
          >
            <DrawnBars
              title="Part déjà renseignée"
              format={(share) => formatPercent(share / 100)}
              series={lacks.map((lack) => {
                const share = shareOf(lack);
                return {
                  label: missingWords[lack.kind].label,
                  value: share === null ? null : Math.floor(share * 100),
                };
              })}
            />
          </ChartWithTable>
          {page.words.accompagnement && (
            <p className="max-w-measure text-sm text-muted">
              Les dépenses et les chiffres déclarés sont ceux de la coopérative&#8239;: ils se
              lisent pour toute l’équipe.
            </p>
          )}
        </>
      )}
    </BoardFrame>
  );
}

function Groups({ lacks, href }: { lacks: readonly Lack[]; href: (lack: Lack) => string }) {
  return (
    <div className="flex flex-col gap-6 pt-2">
      {missingGroups.map(({ title, kinds }) => {
        const own = kinds.flatMap((kind) => lacks.find((lack) => lack.kind === kind) ?? []);
        return own.length > 0 && <Lacks key={title} lacks={own} caption={title} href={href} />;
      })}
    </div>
  );
}

function Lacks({
  lacks,
  caption,
  href,
}: {
  lacks: readonly Lack[];
  caption: string;
  href: (lack: Lack) => string;
}) {
  return (
    <Table
      caption={caption}
      rows={lacks}
      rowKey={({ kind }) => kind}
      stack="sm"
      columns={[
        {
          key: "what",
          header: "Ce qu’il faut",
          lead: true,
          cell: ({ kind }) => missingWords[kind].label,
        },
        {
          key: "missing",
          header: "Manquants",
          numeric: true,
          cell: (lack) => (
            <CountLink
              count={lack.missing}
              href={href(lack)}
              label={`à compléter, ${missingWords[lack.kind].label.toLowerCase()}`}
            />
          ),
        },
        { key: "of", header: "Sur", numeric: true, cell: ({ of }) => formatNumber(of) },
        {
          key: "share",
          header: "Renseigné",
          numeric: true,
          cell: (lack) => {
            const share = shareOf(lack);
            // Rounded down: 99,6 % is not all.
            return share === null ? (
              <span className="text-muted">–</span>
            ) : (
              formatPercent(Math.floor(share * 100) / 100)
            );
          },
        },
      ]}
    />
  );
}
