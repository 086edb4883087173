import { versionSchema } from "@essaim/database/version.schema";
import { getRecordImages } from "@essaim/directory/images/image.queries";
import { largestImage, mostImages } from "@essaim/directory/images/image.schema";
import { can } from "@essaim/identity/actor";
import { EmptyState } from "@essaim/ui/empty-state";
import { typo } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Picture } from "@essaim/ui/picture";
import { readUpload } from "@essaim/web/upload";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { addImageOf } from "./add-image.server";
import { AddImageForm } from "./add-image-form";
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
  const { record, canWrite, submissionId, fileId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
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
      {canWrite && record.images.length < mostImages && (
        <AddImageForm
          {...{ shown, submissionId, fileId }}
          version={record.version}
          count={record.images.length}
        />
      )}
    </>
  );
}
