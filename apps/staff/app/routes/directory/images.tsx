import { versionSchema } from "@essaim/database/version.schema";
import { getRecordImages } from "@essaim/directory/images/image.queries";
import { largestImage, mostImages } from "@essaim/directory/images/image.schema";
import { can } from "@essaim/identity/actor";
import { EmptyState } from "@essaim/ui/empty-state";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FileField } from "@essaim/ui/file-field";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatSize, typo } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Picture } from "@essaim/ui/picture";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextField } from "@essaim/ui/text-field";
import { readUpload } from "@essaim/web/upload";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { versionFor } from "~/answer";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { addImageOf } from "./add-image.server";
import { kindOf, recordPages } from "./record-pages";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Images de ${page.record.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const record = { kind: kindOf(request), id: recordId(params.id) };
  return {
    record: await context.execute(actor, getRecordImages, record),
    canWrite: can(actor, "directory:write"),
    submissionId: crypto.randomUUID(),
    fileId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "directory:write")) throw new Response(null, { status: 403 });
  const kind = kindOf(request);
  const id = recordId(params.id);
  const upload = await readUpload(request, { maxBytes: largestImage });
  const version = versionSchema.safeParse(upload.form.get("version")).data;
  if (version === undefined) throw redirect(recordPages[kind].images(id));
  const refused = await addImageOf(context, actor, { kind, id, version }, upload);
  if (refused) return refused;
  throw redirect(`${recordPages[kind].images(id)}?fait=image-ajoutee`);
}

/** The images of a record, and the form that adds one; its own form orders them, tells them and takes them out. */
export default function Images() {
  const { record, canWrite } = useLoaderData<typeof loader>();
  const pages = recordPages[record.kind];
  return (
    <>
      <PageHeader
        title="Images"
        breadcrumb={[pages.list, { label: record.title, href: pages.record(record.id) }]}
        lead={`${mostImages} au plus. Le public les voit une fois la fiche publiée.`}
      />
      {record.images.length === 0 ? (
        <EmptyState title="Aucune image pour l’instant" icon="document">
          {typo("Une photographie, un schéma : ce que les mots montrent mal.")}
        </EmptyState>
      ) : (
        <ul className="grid gap-6 sm:grid-cols-2 lg:grid-cols-3">
          {record.images.map(({ id, alt, credit, sizes }) => (
            <li key={id}>
              <figure className="flex flex-col gap-1">
                <Picture
                  sizes={sizes}
                  addressOf={(width, format) => paths.image(id, width, format)}
                  alt={alt}
                  className="h-auto max-w-full rounded-sm"
                />
                <figcaption className="text-sm text-muted">
                  {typo(`Dite ainsi à qui ne la voit pas : ${alt}`)}
                  {credit && <span className="block">{credit}</span>}
                </figcaption>
              </figure>
            </li>
          ))}
        </ul>
      )}
      {canWrite && record.images.length > 0 && (
        <p>
          Pour les ordonner, les décrire autrement ou les retirer&#8239;:{" "}
          <Link href={pages.edit(record.id)}>modifier la fiche</Link>.
        </p>
      )}
      {canWrite && record.images.length < mostImages && <AddImage />}
    </>
  );
}

function AddImage() {
  const { record, submissionId, fileId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const state = shown?.state;
  const isSending = useNavigation().state !== "idle";
  return (
    <Section title="Ajouter une image">
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      {/* Drawn anew once its image is added: sent again as it stood, it would add it twice. */}
      <Form key={record.images.length} method="post" encType="multipart/form-data" noValidate>
        <input type="hidden" name="submissionId" value={shown?.key ?? submissionId} />
        <input type="hidden" name="fileId" value={fileId} />
        <input type="hidden" name="version" value={versionFor(undefined, record.version)} />
        <FormLayout>
          <FileField
            label="Image"
            name="file"
            accept=".jpg,.jpeg,.png,.webp,.avif"
            maxBytes={largestImage}
            hint={`JPEG, PNG, WebP ou AVIF, ${formatSize(largestImage)} au plus. Le lieu et l’appareil qu’elle peut contenir sont effacés.`}
            error={state?.errors.file}
          />
          <TextField
            label="Ce que montre l’image"
            hint="Une phrase, lue à qui ne la voit pas."
            width="long"
            maxLength={300}
            {...fieldProps(state, "alt")}
          />
          <TextField
            label="Crédit"
            optional
            hint="Qui l’a faite, et sous quelle licence."
            width="long"
            maxLength={200}
            {...fieldProps(state, "credit")}
          />
          <FormActions>
            <SubmitButton pending={isSending}>Ajouter l’image</SubmitButton>
          </FormActions>
        </FormLayout>
      </Form>
    </Section>
  );
}
