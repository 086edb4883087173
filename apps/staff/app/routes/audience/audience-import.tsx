import { can } from "@essaim/identity/actor";
import { originLabels } from "@essaim/media/audience/audience.schema";
import {
  chooseAudienceColumns,
  giveUpAudienceFile,
  undoAudienceImport,
  writeAudienceImport,
} from "@essaim/media/audience/audience-import.commands";
import {
  chooseColumnsSchema,
  writeAudienceSchema,
} from "@essaim/media/audience/audience-import.schema";
import { getAudienceImport } from "@essaim/media/audience/plan-import.queries";
import { Button } from "@essaim/ui/button";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { formatDateTime } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { audienceCrumbs, whereSeen } from "./audience-words";
import { ColumnsForm } from "./import-columns";
import { Trial } from "./import-trial";
import { resultOf } from "./imports-table";

export const meta: MetaFunction = () => pageTitle("Import de chiffres d’audience");

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "media:write")) throw new Response(null, { status: 403 });
  const page = await context.execute(actor, getAudienceImport, { id: recordId(params.id) });
  return { ...page, submissionId: crypto.randomUUID() };
}

const refusals = {
  already_written: "Ce fichier est déjà écrit.",
  columns_unknown: "Dites d’abord ce que contient chaque colonne.",
  comes_down:
    "Ce fichier en dit moins qu’un fichier précédent. Rien n’a été écrit\u202f: vérifiez-le, puis cochez la case pour l’écrire tel quel, ou abandonnez-le.",
  nothing_new: "Tout est déjà là\u202f: il n’y a rien de nouveau à écrire.",
  not_undoable: "Cet import ne peut plus être annulé.",
};

/** `faire`: which of the page's forms was sent. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  const submissionId = submissionIdOf(form);
  const refuse = (reason: keyof typeof refusals | "form_already_used") =>
    reason === "form_already_used"
      ? refuseUsed(form)
      : refuseTyped(refuseForm(form, { formError: refusals[reason] }));
  switch (form.get("faire")) {
    case "colonnes": {
      const parsed = parseForm(chooseColumnsSchema, form);
      if (!parsed.ok) return refuseTyped(parsed.state);
      const input = { id, ...parsed.value };
      const outcome = await context.execute(actor, chooseAudienceColumns, input, { submissionId });
      if (!outcome.ok) return refuse(outcome.reason);
      throw redirect(paths.audienceImport(id));
    }
    case "abandonner": {
      const outcome = await context.execute(actor, giveUpAudienceFile, { id }, { submissionId });
      if (!outcome.ok) return refuse(outcome.reason);
      throw redirect(paths.audienceImports({ fait: "fichier-abandonne" }));
    }
    case "annuler": {
      const outcome = await context.execute(actor, undoAudienceImport, { id }, { submissionId });
      if (!outcome.ok) return refuse(outcome.reason);
      throw redirect(paths.audienceImport(id, { fait: "import-annule" }));
    }
    default: {
      const parsed = parseForm(writeAudienceSchema, form);
      if (!parsed.ok) return refuseTyped(parsed.state);
      const input = { id, ...parsed.value };
      const outcome = await context.execute(actor, writeAudienceImport, input, { submissionId });
      if (!outcome.ok) return refuse(outcome.reason);
      throw redirect(paths.audienceImport(id, { fait: "audience-importee" }));
    }
  }
}

export default function AudienceImportPage() {
  const { file, header, sample, trial, submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const state = shown?.state;
  const key = shown?.key ?? submissionId;
  return (
    <>
      <PageHeader
        title={file.fileName}
        breadcrumb={[
          ...audienceCrumbs,
          { label: "Importer des chiffres", href: paths.audienceImports() },
        ]}
        meta={
          <>
            <span>
              {originLabels[file.origin]}, {whereSeen(file)}
            </span>
            <span>Envoyé le {formatDateTime(file.createdAt)}</span>
            {file.createdByName && <span>Par {file.createdByName}</span>}
          </>
        }
      />
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      {file.writtenAt ? (
        <Written result={resultOf(file)} isUndone={file.undoneAt !== null} submissionId={key} />
      ) : (
        <>
          <ColumnsForm
            key={`columns ${key}`}
            {...{ file, header: header ?? [], sample, state, submissionId: key }}
            isOpen={trial === null || state?.values.faire === "colonnes"}
          />
          {trial && <Trial trial={trial} submissionId={key} />}
          <Form method="post">
            <input type="hidden" name="submissionId" value={key} />
            <Button type="submit" variant="quiet" name="faire" value="abandonner">
              Abandonner ce fichier
            </Button>
          </Form>
        </>
      )}
    </>
  );
}

function Written(props: { result: string; isUndone: boolean; submissionId: string }) {
  return (
    <>
      <p>{props.result}.</p>
      {!props.isUndone && (
        <Section
          title="Annuler cet import"
          lead="Ce qu’il a écrit est écarté, et ce qui comptait avant lui compte de nouveau. Le même fichier pourra être importé encore."
        >
          <Form method="post">
            <input type="hidden" name="submissionId" value={props.submissionId} />
            <Button type="submit" variant="danger" icon="delete" name="faire" value="annuler">
              Annuler cet import
            </Button>
          </Form>
        </Section>
      )}
    </>
  );
}
