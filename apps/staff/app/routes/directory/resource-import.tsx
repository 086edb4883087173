import { importOpenResources } from "@essaim/directory/import/import.commands";
import {
  longestManifest,
  longestManifests,
  mostManifests,
} from "@essaim/directory/import/manifest.schema";
import { can } from "@essaim/identity/actor";
import { ButtonLink } from "@essaim/ui/button";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FileField } from "@essaim/ui/file-field";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatSize, plural, typo } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextArea } from "@essaim/ui/text-area";
import { readUpload } from "@essaim/web/upload";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { type Answer, answer } from "~/answer";
import { refuseField } from "~/answer.server";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { ManifestPreview } from "./manifest-preview";
import {
  carriedManifests,
  manifestOf,
  type ReadSource,
  readManifests,
  takenPlaces,
} from "./read-manifests.server";

export const meta: MetaFunction = () => pageTitle("Importer une ressource");

/** More files than may be read, so that somebody who chose too many is told so rather than cut off. */
const mostSent = 200;

/** What the page shows: the files read, and the form as it was typed. */
type Shown = Answer & { sources?: ReadSource[]; taken?: number[] };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "directory:write")) throw new Response(null, { status: 403 });
  return { submissionId: crypto.randomUUID() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "directory:write")) throw new Response(null, { status: 403 });
  const upload = await readUpload(request, { maxBytes: longestManifest, mostFiles: mostSent });
  const { form, all, tooLarge } = upload;
  const refuse = (field: string, message: string) => refuseField(form, { field, message });
  if (tooLarge) {
    return refuse("files", `Un de ces fichiers dépasse ${formatSize(longestManifest)}.`);
  }
  const pasted = String(form.get("pasted") ?? "");
  const manifests = [
    ...carriedManifests(form),
    ...all.map(manifestOf),
    ...(pasted.trim() ? [{ name: "", text: pasted }] : []),
  ];
  if (manifests.length === 0) return refuse("files", "Choisissez un fichier, ou collez son texte.");
  if (manifests.length > mostManifests) {
    return refuse(
      "files",
      `${manifests.length} fichiers\u202f: ${mostManifests} au plus à la fois.`,
    );
  }
  const bytes = manifests.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  if (bytes > longestManifests) {
    return refuse("files", `Ces fichiers dépassent ensemble ${formatSize(longestManifests)}.`);
  }
  const sources = await readManifests(context, actor, manifests);
  const taken = takenPlaces(form, sources);
  const isCreating = form.get("intent") === "create";
  const show = (formError?: string, status = 200) =>
    data<Shown>(
      { ...answer({ state: { values: {}, errors: {}, formError } }), sources, taken },
      { status },
    );
  if (!isCreating) return show();
  const resources = taken.flatMap((place) => {
    const source = sources[place];
    return source?.ok ? [source.resource] : [];
  });
  if (resources.length < taken.length) {
    return show("Un texte a changé et ne se lit plus\u202f: rien n’est créé.", 422);
  }
  if (resources.length === 0) return show("Cochez au moins une ressource à créer.", 422);
  const outcome = await context.execute(
    actor,
    importOpenResources,
    { resources },
    { submissionId: submissionIdOf(form) },
  );
  if (outcome.ok) {
    throw redirect(
      outcome.ids.length === 1
        ? `${paths.resource(outcome.id)}?fait=cree`
        : paths.resources({ status: "draft", fait: "ressources-importees" }),
    );
  }
  if (outcome.reason === "form_already_used") {
    return show("Ces brouillons ont déjà été créés\u202f: regardez la liste des ressources.", 409);
  }
  return show(Object.values(outcome.errors)[0], 422);
}

export default function ImportResources() {
  const { submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>() as Shown | undefined;
  return (
    <>
      <PageHeader
        title="Importer une ressource"
        breadcrumb={[{ label: "Ressources ouvertes et communs", href: paths.resources() }]}
        lead="Un fichier de description, publiccode.yml ou Open Know-How, devient un brouillon. Vous voyez tout avant que rien ne soit créé."
      />
      {shown?.sources ? (
        <Preview shown={shown} sources={shown.sources} />
      ) : (
        <SendForm shown={shown} submissionId={submissionId} />
      )}
    </>
  );
}

function SendForm({ shown, submissionId }: { shown: Shown | undefined; submissionId: string }) {
  const isSending = useNavigation().state !== "idle";
  const state = shown?.state;
  return (
    <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
      <Section title="Donner un fichier" rule={false}>
        <ErrorSummary errors={state?.errors} formError={state?.formError} />
        <Form method="post" encType="multipart/form-data" noValidate>
          <input type="hidden" name="submissionId" value={submissionId} />
          <FormLayout>
            <FileField
              name="files"
              label="Fichiers"
              hint={`${mostManifests} au plus, de ${formatSize(longestManifest)} chacun et ${formatSize(longestManifests)} ensemble.`}
              accept=".yml,.yaml,.toml"
              maxBytes={longestManifest}
              multiple
              optional="unmarked"
              error={state?.errors.files}
            />
            <TextArea
              label="Ou le texte d’un fichier, collé ici"
              rows={10}
              spellCheck={false}
              optional="unmarked"
              {...fieldProps(state, "pasted")}
            />
            <FormActions>
              <SubmitButton pending={isSending}>Lire et montrer</SubmitButton>
              <ButtonLink href={paths.resources()} variant="quiet">
                Annuler
              </ButtonLink>
            </FormActions>
          </FormLayout>
        </Form>
      </Section>
      <Section title="Ce qui se lit" rule={false}>
        <ul className="flex list-disc flex-col gap-1.5 pl-5">
          <li>{typo("Logiciels : publiccode.yml, versions 0.2 à 0.5.")}</li>
          <li>
            {typo(
              "Machines et objets : Open Know-How, en YAML (version 1) ou en TOML (OKH LOSH, versions 1 et 2).",
            )}
          </li>
          <li>
            La licence est écrite comme SPDX l’écrit quand on la reconnaît. Sinon elle reste vide,
            et son texte est gardé.
          </li>
          <li>Les noms et les adresses des personnes citées ne sont jamais repris.</li>
        </ul>
      </Section>
    </div>
  );
}

function Preview({ shown, sources }: { shown: Shown; sources: ReadSource[] }) {
  const isSending = useNavigation().state !== "idle";
  const readable = sources.filter((source) => source.ok).length;
  const refused = sources.length - readable;
  return (
    <Section
      title={
        refused === 0
          ? plural(readable, "ressource lue", "ressources lues")
          : `${plural(readable, "ressource lue", "ressources lues")}, ${plural(refused, "fichier refusé", "fichiers refusés")}`
      }
      lead="Rien n’est encore créé."
      rule={false}
      isAnswer
    >
      <ErrorSummary formError={shown.state.formError} />
      <Form method="post" encType="multipart/form-data" noValidate key={shown.key}>
        <input type="hidden" name="submissionId" value={shown.key} />
        <div className="flex flex-col gap-6">
          <ul className="flex flex-col gap-5">
            {sources.map((source, place) => (
              <ManifestPreview
                // biome-ignore lint/suspicious/noArrayIndexKey: the files keep their order
                key={place}
                source={source}
                place={place}
                isTaken={shown.taken?.includes(place) ?? false}
              />
            ))}
          </ul>
          <FormActions>
            {readable > 0 && (
              <SubmitButton name="intent" value="create" pending={isSending}>
                Créer les brouillons cochés
              </SubmitButton>
            )}
            <SubmitButton
              name="intent"
              value="read"
              variant={readable > 0 ? "secondary" : "primary"}
              pending={isSending}
            >
              Relire les textes
            </SubmitButton>
            <ButtonLink href={paths.importResources()} variant="quiet">
              Donner d’autres fichiers
            </ButtonLink>
          </FormActions>
        </div>
      </Form>
    </Section>
  );
}
