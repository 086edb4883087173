import { can } from "@essaim/identity/actor";
import { listSheets } from "@essaim/media/sheet/sheet.queries";
import { askWikiImport } from "@essaim/media/wiki/wiki.commands";
import { listWikis } from "@essaim/media/wiki/wiki.queries";
import { wikiImportSchema } from "@essaim/media/wiki/wiki.schema";
import { ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { fieldProps } from "@essaim/ui/form-state";
import { PageHeader } from "@essaim/ui/page-header";
import { Select } from "@essaim/ui/select";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { LicenceField } from "./sheet-fields";
import { treeOptions } from "./tree-options";

export const meta: MetaFunction = () => pageTitle("Reprendre une page de wiki");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "media:write")) throw new Response(null, { status: 403 });
  const { sheets } = await context.execute(actor, listSheets, {});
  return {
    wikis: (await context.execute(actor, listWikis, {})).map(({ id, name }) => ({
      value: id,
      label: name,
    })),
    options: treeOptions(sheets),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const form = await readForm(request);
  const parsed = parseForm(wikiImportSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const submissionId = submissionIdOf(form);
  const outcome = await context.execute(actor, askWikiImport, parsed.value, { submissionId });
  if (outcome.ok) throw redirect(paths.job(outcome.id));
  return refuseUsed(form);
}

export default function ImportWikiPage() {
  const { wikis, options, submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const state = answer?.state;
  return (
    <>
      <PageHeader
        title="Reprendre une page de wiki"
        breadcrumb={[{ label: "Fiches de savoir", href: paths.sheets() }]}
        lead="La page devient une fiche, avec son histoire&#8239;: chaque révision garde son auteur et sa date. Rien n’est publié."
      />
      {wikis.length === 0 ? (
        <EmptyState
          title="Aucun wiki pour le moment"
          icon="link"
          action={
            <ButtonLink href={paths.newWiki()} variant="primary" icon="plus">
              Nouveau wiki
            </ButtonLink>
          }
        >
          Donnez d’abord l’adresse du wiki d’où reprendre une page.
        </EmptyState>
      ) : (
        <RecordForm
          state={state}
          submissionId={answer ? answer.key : submissionId}
          submitLabel="Reprendre cette page"
          cancelHref={paths.sheets()}
          resetKey={answer?.key}
        >
          <Select
            label="Wiki"
            {...fieldProps(state, "wikiId", wikis.length === 1 ? wikis[0]?.value : undefined)}
            width="long"
            options={wikis}
          />
          <TextField
            label="Titre de la page"
            {...fieldProps(state, "pageTitle")}
            width="long"
            autoComplete="off"
            hint="Comme le wiki l’écrit, par exemple Vélo cargo/Freins."
          />
          <LicenceField state={state} />
          {options.length > 0 && (
            <Select
              label="Sous la fiche"
              {...fieldProps(state, "parentId")}
              optional
              width="long"
              placeholder="Aucune&#8239;: à la racine"
              options={options}
            />
          )}
        </RecordForm>
      )}
    </>
  );
}
