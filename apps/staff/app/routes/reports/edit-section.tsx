import {
  impactReportRefusals,
  sectionEditSchema,
  sectionKindLabels,
} from "@essaim/impact/report/impact-report.schema";
import { editSection } from "@essaim/impact/report/report.commands";
import { getSection } from "@essaim/impact/report/report.queries";
import { Alert } from "@essaim/ui/alert";
import { CheckboxGroup } from "@essaim/ui/checkbox-group";
import { fieldListProps, fieldProps } from "@essaim/ui/form-state";
import { PageHeader } from "@essaim/ui/page-header";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { differing, versionFor } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${page.section.title} · ${page.report.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const ids = { id: recordId(params.id), sectionId: recordId(params.sectionId) };
  const page = await context.execute(actor, getSection, ids);
  if (page.report.isApproved) throw redirect(paths.impactReport(ids.id));
  return { ...page, submissionId: crypto.randomUUID() };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const ids = { id: recordId(params.id), sectionId: recordId(params.sectionId) };
  const form = await readForm(request);
  const parsed = parseForm(sectionEditSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(
    actor,
    editSection,
    { ...parsed.value, ...ids },
    { submissionId: submissionIdOf(form) },
  );
  if (outcome.ok) {
    throw redirect(`${paths.impactReport(ids.id)}?fait=enregistre#partie-${ids.sectionId}`);
  }
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseField(form, impactReportRefusals[outcome.reason]);
  const theirs = outcome.current.sections.find(({ id }) => id === ids.sectionId);
  const words = (one: { title: string; text: string } | undefined) =>
    [
      ["Titre", one?.title ?? ""],
      ["Texte", one?.text ?? ""],
    ] as const;
  return refuseConflict(form, outcome, differing(words(parsed.value), words(theirs)));
}

export default function EditSection() {
  const { report, section, stories, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  const back = paths.impactReport(report.id);
  const { shows } = sectionKindLabels[section.kind];
  return (
    <>
      <PageHeader
        title={section.title}
        breadcrumb={[
          { label: "Rapports d’impact", href: paths.impactReports() },
          { label: report.title, href: back },
        ]}
        lead={shows}
      />
      <Conflict
        conflict={answer?.conflict}
        reloadHref={paths.editReportSection(report.id, section.id)}
      />
      <RecordForm
        state={state}
        submissionId={answer?.key ?? submissionId}
        version={versionFor(answer, report.version)}
        submitLabel="Enregistrer cette partie"
        cancelHref={back}
        resetKey={answer?.key}
        sentByKeys
      >
        <TextField label="Titre" maxLength={200} {...fieldProps(state, "title", section.title)} />
        <TextArea
          label="Texte"
          hint={
            "Ne nommez aucune personne accompagnée\u202f: un rapport scellé ne peut plus être corrigé. Une ligne vide sépare deux paragraphes."
          }
          optional={section.kind !== "opening" && section.kind !== "free"}
          rows={10}
          maxLength={20_000}
          {...fieldProps(state, "text", section.text)}
        />
        {section.kind === "stories" &&
          (stories.length === 0 ? (
            <Alert title="Aucune expérience publiée">
              Les expériences racontées sur les pages des activités peuvent être reprises ici, une
              fois publiées.
            </Alert>
          ) : (
            <CheckboxGroup
              label="Expériences à reprendre"
              hint="Leur texte est repris sans le nom de qui raconte."
              options={stories.map((story) => ({
                value: story.id,
                label: story.activity,
                hint: (story.worked || story.didNot).slice(0, 160),
              }))}
              {...fieldListProps(state, "stories", section.stories)}
            />
          ))}
      </RecordForm>
    </>
  );
}
