import type { Duplicate } from "@essaim/accompaniment/import/trial.schema";
import { Button } from "@essaim/ui/button";
import { FormActions } from "@essaim/ui/form-actions";
import { formatNumber, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Pagination } from "@essaim/ui/pagination";
import { Section } from "@essaim/ui/section";
import { type Column, Table } from "@essaim/ui/table";
import { Form } from "@remix-run/react";
import type { Answer } from "~/answer";
import { paths } from "~/paths";
import type { TrialPage } from "./trial";

type DuplicateLine = Duplicate & { decision: "skip" | "create" };

/** Who is likely known already, and what to do of each. */
export function TrialDuplicates({ page, answer }: { page: TrialPage; answer: Answer | undefined }) {
  const { duplicates, step } = page;
  const decided = ({ row, decision }: DuplicateLine) =>
    answer?.state.values[`row.${row}`] ?? decision;
  return (
    <Section
      id="doublons"
      title={plural(
        duplicates.total,
        "personne sans doute déjà connue",
        "personnes sans doute déjà connues",
      )}
      lead="Elles ne sont pas reprises, sauf si vous dites que c’est quelqu’un d’autre."
    >
      <Form method="post" key={duplicates.rows.map((one) => one.decision).join()}>
        <input type="hidden" name="version" value={page.version} />
        <Table
          caption="Doublons probables"
          hideCaption
          columns={duplicateColumns(decided)}
          rows={duplicates.rows}
          rowKey={(one) => String(one.row)}
        />
        <FormActions>
          <Button type="submit" name="intent" value="choisir">
            Garder ces choix
          </Button>
          <Button type="submit" name="intent" value="tous-ignorer" variant="quiet">
            Tout ignorer
          </Button>
          <Button type="submit" name="intent" value="tous-creer" variant="quiet">
            Tout créer
          </Button>
        </FormActions>
      </Form>
      <Pagination
        page={duplicates.page}
        pageCount={duplicates.pageCount}
        hrefFor={(number) =>
          paths.importTrial(step.id, { page: page.problems.page, doublons: number })
        }
      />
    </Section>
  );
}

const duplicateColumns = (
  decided: (line: DuplicateLine) => string | string[],
): Column<DuplicateLine>[] => [
  {
    key: "name",
    header: "Dans le fichier",
    lead: true,
    cell: (one) => (
      <>
        {one.name}
        <span className="block text-sm font-normal text-muted">ligne {formatNumber(one.row)}</span>
      </>
    ),
  },
  {
    key: "others",
    header: "Ressemble à",
    cell: (one) => (
      <ul>
        {one.others.map((other) => (
          <li key={other.id ?? `row-${other.row}`}>
            {other.id ? (
              <Link href={paths.worker(other.id)}>{other.name}</Link>
            ) : (
              `${other.name}, ligne ${formatNumber(other.row ?? 0)}`
            )}
            <span className="block text-sm text-muted">{other.reasons.join(", ")}</span>
          </li>
        ))}
      </ul>
    ),
  },
  {
    key: "decision",
    header: "Que faire",
    cell: (one) => (
      <fieldset className="flex flex-wrap gap-x-5">
        <legend className="sr-only">{`Que faire de ${one.name}, ligne ${one.row}`}</legend>
        {(["skip", "create"] as const).map((value) => (
          <label
            key={value}
            className="inline-flex min-h-9 items-center gap-2 pointer-coarse:min-h-11"
          >
            <input
              type="radio"
              name={`row.${one.row}`}
              value={value}
              className="tick"
              defaultChecked={decided(one) === value}
            />
            {value === "skip" ? "Ignorer" : "Créer quand même"}
          </label>
        ))}
      </fieldset>
    ),
  },
];
