import { originLabels } from "@essaim/media/audience/audience.schema";
import type { AudienceTrial } from "@essaim/media/audience/plan-import.queries";
import { Alert } from "@essaim/ui/alert";
import { Badge, type Tone } from "@essaim/ui/badge";
import { Checkbox } from "@essaim/ui/checkbox";
import { DescriptionList } from "@essaim/ui/description-list";
import { EmptyState } from "@essaim/ui/empty-state";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { formatMonth, formatNumber, plural } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { type Column, Table } from "@essaim/ui/table";
import { Form, useNavigation } from "@remix-run/react";

/** What a file would change, and the button that has it done. */
export function Trial({ trial, submissionId }: { trial: AudienceTrial; submissionId: string }) {
  const isSending = useNavigation().state !== "idle";
  const news = trial.added + trial.corrected;
  return (
    <Section
      title="Ce que donnerait ce fichier"
      lead="Rien n’est écrit. Ce qui sera écrit comptera à la place de ce qui est dit aujourd’hui, qui restera comme trace."
    >
      <DescriptionList items={summaryOf(trial)} />
      {trial.totals.length > 0 && (
        <Alert tone="warning" title="Un total est déjà déclaré pour toute la plateforme">
          {trial.totals
            .map(({ month, value }) => `${formatMonth(month)} (${formatNumber(value)})`)
            .join(", ")}
          . Il ne s’additionne pas avec les contenus&#8239;: la page de l’audience dit lequel des
          deux compte, et vous y choisissez.
        </Alert>
      )}
      {trial.faults.length > 0 && (
        <Table
          caption={
            trial.faults.length < trial.refused
              ? `Lignes laissées de côté, les ${trial.faults.length} premières`
              : "Lignes laissées de côté"
          }
          rows={trial.faults}
          rowKey={({ line }) => String(line)}
          stack="sm"
          columns={[
            { key: "line", header: "Ligne", lead: true, cell: ({ line }) => `Ligne ${line}` },
            { key: "why", header: "Pourquoi", cell: ({ message }) => message },
          ]}
        />
      )}
      <Table
        caption="Chiffres de ce fichier"
        rows={trial.lines}
        rowKey={({ pieceId, month }) => `${pieceId} ${month}`}
        columns={columns}
        empty={
          <EmptyState title="Aucun chiffre à lire" icon="chart">
            Aucune ligne ne nomme un contenu connu. Vérifiez les colonnes, ou ajoutez l’adresse des
            vidéos aux pages de leurs contenus.
          </EmptyState>
        }
      />
      {news + trial.lower > 0 ? (
        <Form method="post">
          <input type="hidden" name="submissionId" value={submissionId} />
          <FormLayout>
            {trial.lower > 0 && (
              <Checkbox
                name="acceptLower"
                value="oui"
                label={`Écrire ce fichier, avec ${plural(trial.lower, "chiffre qui baisse", "chiffres qui baissent")}`}
                hint="Un fichier précédent en disait davantage de ce mois. Une plateforme retire parfois des vues. Sans cette case, rien n’est écrit."
              />
            )}
            <FormActions>
              <SubmitButton pending={isSending}>Écrire ces chiffres</SubmitButton>
            </FormActions>
          </FormLayout>
        </Form>
      ) : (
        trial.lines.length > 0 && <p>Tout est déjà là&#8239;: il n’y a rien de nouveau à écrire.</p>
      )}
    </Section>
  );
}

function summaryOf(trial: AudienceTrial) {
  const figures = (count: number) => plural(count, "chiffre", "chiffres");
  return [
    { term: "À ajouter", value: figures(trial.added) },
    { term: "À corriger", value: figures(trial.corrected) },
    ...(trial.lower > 0 ? [{ term: "En baisse", value: figures(trial.lower) }] : []),
    { term: "Déjà là", value: figures(trial.same) },
    { term: "Laissées de côté", value: plural(trial.refused, "ligne", "lignes") },
    ...(trial.totalLines.length > 0
      ? [
          {
            term: "Total du fichier",
            value: `Ligne ${trial.totalLines.join(", ")}, qui ne compte pas`,
          },
        ]
      : []),
  ];
}

type Line = AudienceTrial["lines"][number];

const states: Record<Line["state"], { label: string; tone: Tone }> = {
  new: { label: "À ajouter", tone: "success" },
  corrected: { label: "À corriger", tone: "accent" },
  lower: { label: "En baisse", tone: "warning" },
  same: { label: "Déjà là", tone: "neutral" },
};

const columns: Column<Line>[] = [
  { key: "piece", header: "Contenu", lead: true, cell: ({ title }) => title },
  {
    key: "month",
    header: "Mois",
    className: "whitespace-nowrap",
    cell: ({ month }) => formatMonth(month),
  },
  { key: "value", header: "Chiffre", numeric: true, cell: ({ value }) => formatNumber(value) },
  {
    key: "state",
    header: "État",
    cell: ({ state }) => <Badge tone={states[state].tone}>{states[state].label}</Badge>,
  },
  {
    key: "replaces",
    header: "Compte aujourd’hui",
    cell: ({ replaces }) =>
      replaces ? (
        <>
          {formatNumber(replaces.value)}
          <span className="block text-sm text-muted">{originLabels[replaces.origin]}</span>
        </>
      ) : (
        <span className="text-muted">–</span>
      ),
  },
  {
    key: "lines",
    header: "Lignes",
    cell: ({ lines }) =>
      lines.length > 1 ? `${lines[0]} à ${lines.at(-1)}` : String(lines[0] ?? ""),
  },
];
