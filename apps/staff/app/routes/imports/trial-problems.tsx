import type { Problem } from "@essaim/accompaniment/import/prepared.schema";
import { columnLetters } from "@essaim/accompaniment/import/spreadsheet/cell";
import { Button } from "@essaim/ui/button";
import { formatNumber, plural } from "@essaim/ui/format";
import { Pagination } from "@essaim/ui/pagination";
import { Section } from "@essaim/ui/section";
import { type Column, Table } from "@essaim/ui/table";
import { Form } from "@remix-run/react";
import { paths } from "~/paths";
import type { TrialPage } from "./trial";

/** What is wrong, line by line, a page at a time. */
export function TrialProblems({ page }: { page: TrialPage }) {
  const { problems, leaveOut, outlook, step } = page;
  return (
    <Section
      id="problemes"
      title={plural(problems.total, "problème", "problèmes")}
      lead={
        problems.total > problems.kept
          ? `Les ${formatNumber(problems.kept)} premiers sont listés.`
          : undefined
      }
      action={
        <>
          {/* A plain link: the browser keeps the file, and stays on this page. */}
          <a href={paths.importProblems(step.id)} download>
            Télécharger la liste (.csv)
          </a>
          <Form method="post">
            <input type="hidden" name="version" value={page.version} />
            <Button
              type="submit"
              name="intent"
              value={leaveOut ? "garder" : "ecarter"}
              size="small"
            >
              {leaveOut
                ? "Ne plus les écarter"
                : `Écarter ${plural(outlook.bad, "ligne", "lignes")}`}
            </Button>
          </Form>
        </>
      }
    >
      {problems.pageCount > 1 && (
        <p>
          Surtout dans&#8239;:{" "}
          {problems.byColumn
            .map(({ column, count, title }) => {
              const name = title ? ` «\u202f${title}\u202f»` : "";
              return `la colonne ${columnLetters(column)}${name} (${formatNumber(count)})`;
            })
            .join(", ")}
          .
        </p>
      )}
      <Table
        caption="Problèmes, ligne par ligne"
        hideCaption
        columns={problemColumns}
        rows={problems.rows}
        rowKey={(problem) => problem.key}
      />
      <Pagination
        page={problems.page}
        pageCount={problems.pageCount}
        hrefFor={(number) =>
          paths.importTrial(step.id, { page: number, doublons: page.duplicates.page })
        }
      />
    </Section>
  );
}

const problemColumns: Column<Problem & { key: string; title: string }>[] = [
  { key: "row", header: "Ligne", lead: true, cell: (one) => formatNumber(one.row) },
  {
    key: "column",
    header: "Colonne",
    cell: (one) =>
      one.column === null ? (
        <span className="text-muted">Toute la ligne</span>
      ) : (
        <>
          {columnLetters(one.column)}
          {one.title && <span className="block text-sm text-muted">{one.title}</span>}
        </>
      ),
  },
  {
    key: "shown",
    header: "Dans la case",
    cell: (one) =>
      one.shown ? (
        <span className="wrap-anywhere">{one.shown}</span>
      ) : (
        <span className="text-muted">Rien</span>
      ),
  },
  { key: "message", header: "Ce qui ne va pas", cell: (one) => one.message },
];
