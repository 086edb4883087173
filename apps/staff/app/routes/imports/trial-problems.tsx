import { columnLetters } from "@essaim/territory/spreadsheet/cell";
import { Button } from "@essaim/ui/button";
import { formatNumber, plural } from "@essaim/ui/format";
import { Pagination } from "@essaim/ui/pagination";
import { Section } from "@essaim/ui/section";
import { type Column, Table } from "@essaim/ui/table";
import { Form } from "@remix-run/react";
import { paths } from "~/paths";
import type { TrialPage } from "./trial";

/** Problems of a column past which it is said that they come from it. */
const MANY = 3;

/** What is wrong, line by line, a page at a time. */
export function TrialProblems({ page }: { page: TrialPage }) {
  const { problems, leaveOut, outlook, step } = page;
  const often = problems.byColumn.filter(({ count }) => count > MANY);
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
      {often.length > 0 && (
        <p>
          Surtout dans&#8239;:{" "}
          {often
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
        columns={lineColumns}
        rows={problems.rows}
        rowKey={(line) => String(line.row)}
        stack="sm"
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

const lineColumns: Column<TrialPage["problems"]["rows"][number]>[] = [
  {
    key: "row",
    header: "Ligne",
    lead: true,
    cell: ({ row }) => (
      <>
        <span className="sm:sr-only">Ligne </span>
        {formatNumber(row)}
      </>
    ),
  },
  {
    key: "problems",
    header: "Ce qui ne va pas",
    className: "ledger-bare",
    cell: ({ problems }) => (
      <ul className="flex flex-col gap-2">
        {problems.map(({ column, title, shown, message }) => (
          <li
            key={`${column} ${message}`}
            className="grid gap-x-6 sm:grid-cols-[14rem_minmax(0,1fr)]"
          >
            <span className="wrap-anywhere text-muted">
              {column === null ? "Toute la ligne" : columnLetters(column)}
              {title && ` · ${title}`}
            </span>
            <span className="min-w-0">
              {column !== null && (
                <span className="block font-semibold wrap-anywhere">
                  {shown || <span className="font-normal text-muted">Case vide</span>}
                </span>
              )}
              {message}
            </span>
          </li>
        ))}
      </ul>
    ),
  },
];
