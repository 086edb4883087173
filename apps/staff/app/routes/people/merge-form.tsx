import type { FileCounts } from "@essaim/accompaniment/worker/merge.queries";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { Card } from "@essaim/ui/card";
import { CheckboxGroup } from "@essaim/ui/checkbox-group";
import { DescriptionList } from "@essaim/ui/description-list";
import { Disclosure } from "@essaim/ui/disclosure";
import { Fieldset } from "@essaim/ui/fieldset";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldListProps, fieldProps } from "@essaim/ui/form-state";
import { formatDate, plural } from "@essaim/ui/format";
import { RadioGroup } from "@essaim/ui/radio-group";
import { SubmitButton } from "@essaim/ui/submit-button";
import type { FormState } from "@essaim/web/form";
import { Form, useNavigation } from "@remix-run/react";
import { paths } from "~/paths";
import type { Comparison, FileSummary } from "./merge-comparison";

export { comparisonOf } from "./merge-comparison";

/** Two files side by side: what they say differently is chosen, the rest goes together. */
export function MergeForm({
  comparison,
  state,
  submissionId,
}: {
  comparison: Comparison;
  state: FormState | undefined;
  submissionId: string;
}) {
  const isSending = useNavigation().state !== "idle";
  const { kept, merged, differences, agreed, together, stages } = comparison;
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <File title="La fiche qui reste" file={kept} />
        <File title="La fiche qui la rejoint" file={merged} />
      </div>
      <p>
        <ButtonLink
          href={paths.mergeWorker(merged.id, { avec: kept.id, garder: "celle-ci" })}
          variant="quiet"
          icon="history"
        >
          Garder plutôt l’autre fiche
        </ButtonLink>
      </p>
      <Form method="post" noValidate>
        <input type="hidden" name="submissionId" value={submissionId} />
        <input type="hidden" name="keptVersion" value={kept.version} />
        <input type="hidden" name="mergedVersion" value={merged.version} />
        <FormLayout>
          {differences.length > 0 && (
            <Fieldset
              question={"Que dit la bonne fiche\u202f?"}
              hint="Elles ne disent pas la même chose. Ce que vous écartez reste dans la trace des rectifications."
            >
              {differences.map((difference) => (
                <RadioGroup
                  key={difference.name}
                  label={difference.label}
                  options={[
                    { value: "kept", label: difference.kept, hint: "Fiche qui reste" },
                    { value: "merged", label: difference.merged, hint: "Fiche qui la rejoint" },
                  ]}
                  {...fieldProps(state, difference.name, difference.proposed)}
                />
              ))}
            </Fieldset>
          )}
          <Fieldset
            question={"Quel est son parcours\u202f?"}
            hint="Gardez les étapes qui font un seul parcours. Décochez celles qui font double emploi, comme une seconde candidature."
          >
            {comparison.pathwayProblem && !state?.errors.stages && (
              <Alert tone="warning" title="Ces étapes ne font pas encore un parcours">
                {comparison.pathwayProblem}
              </Alert>
            )}
            <CheckboxGroup
              label="Étapes gardées"
              options={stages.map(({ id, label, side }) => ({
                value: id,
                label,
                hint: side === "kept" ? "Fiche qui reste" : "Fiche qui la rejoint",
              }))}
              {...fieldListProps(state, "stages", comparison.proposedStages)}
              id="stages"
              name="stages[]"
            />
          </Fieldset>
          {(agreed.length > 0 || together.length > 0) && (
            <Disclosure summary="Ce qui ne demande pas de choix">
              <DescriptionList
                items={[
                  ...agreed.map(({ label, value }) => ({ term: label, value })),
                  ...together.map(({ label, values }) => ({ term: label, value: values })),
                ]}
              />
            </Disclosure>
          )}
          {comparison.isPartlyClosed && (
            <Alert title="Une partie vous est fermée">
              Les réponses sensibles de ces fiches sont réunies sans vous être montrées&nbsp;:
              celles de la fiche qui reste l’emportent.
            </Alert>
          )}
          <FormActions>
            <SubmitButton pending={isSending}>Fusionner ces deux fiches</SubmitButton>
            <ButtonLink href={paths.worker(kept.id)} variant="quiet">
              Annuler
            </ButtonLink>
          </FormActions>
        </FormLayout>
      </Form>
    </>
  );
}

function File({ title, file }: { title: string; file: FileSummary }) {
  return (
    <Card title={file.name} level={2} href={paths.worker(file.id)} meta={title}>
      <p className="text-sm text-muted">
        Depuis le {formatDate(file.supportedFrom)}
        {file.coachName && `. Accompagnement\u202f: ${file.coachName}`}
        <span className="block">{contentInWords(file.counts)}</span>
      </p>
    </Card>
  );
}

function contentInWords(counts: FileCounts): string {
  const parts = [
    [counts.meetings, "rendez-vous", "rendez-vous"],
    [counts.workshops, "atelier", "ateliers"],
    [counts.actions, "action", "actions"],
    [counts.aids, "petite aide", "petites aides"],
    [counts.documents, "document", "documents"],
    [counts.mentorships, "parrainage", "parrainages"],
    [counts.contributions, "contribution", "contributions"],
  ] as const;
  const said = parts
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => plural(count, one, many));
  return said.length > 0 ? `${said.join(", ")}.` : "Rien d’autre n’y est noté.";
}
