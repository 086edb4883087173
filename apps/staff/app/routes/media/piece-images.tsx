import { versionSchema } from "@essaim/database/version.schema";
import { largestImage, mostImages } from "@essaim/directory/images/image.schema";
import { can } from "@essaim/identity/actor";
import { getPiece, getPieceImages } from "@essaim/media/piece/piece.queries";
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
import { AddImageForm } from "~/routes/directory/add-image-form";
import { pageTitle } from "~/title";
import { addPieceImageOf } from "./add-piece-image.server";
import { PieceTabs, pieceCrumbs } from "./piece-words";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Images de ${page.piece.title}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const [piece, images] = await Promise.all([
    context.execute(actor, getPiece, { id }),
    context.execute(actor, getPieceImages, { id }),
  ]);
  return {
    piece,
    images,
    canWrite: can(actor, "media:write"),
    submissionId: crypto.randomUUID(),
    fileId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "media:write")) throw new Response(null, { status: 403 });
  const id = recordId(params.id);
  const upload = await readUpload(request, { maxBytes: largestImage });
  const version = versionSchema.safeParse(upload.form.get("version")).data;
  if (version === undefined) throw redirect(paths.pieceImages(id));
  const refused = await addPieceImageOf(context, actor, { id, version }, upload);
  if (refused) return refused;
  throw redirect(`${paths.pieceImages(id)}?fait=image-de-contenu`);
}

/** The images of a piece, and the form that adds one; its own form orders them, tells them and takes them out. */
export default function PieceImages() {
  const { piece, images, canWrite, submissionId, fileId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  return (
    <>
      <PageHeader title="Images" breadcrumb={pieceCrumbs(piece)} />
      <PieceTabs piece={piece} current="images" />
      {images.length === 0 ? (
        <EmptyState title="Aucune image pour l’instant" icon="document">
          {typo("La première montrera ce contenu dans la médiathèque ; les autres, ses étapes.")}
        </EmptyState>
      ) : (
        <ul className="grid gap-6 sm:grid-cols-2 lg:grid-cols-3">
          {images.map(({ id, alt, credit, sizes }) => (
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
                  {id === piece.posterId && <span className="block">Montre ce contenu</span>}
                </figcaption>
              </figure>
            </li>
          ))}
        </ul>
      )}
      {canWrite && images.length > 0 && (
        <p>
          Pour les ordonner, les décrire autrement ou les retirer&#8239;:{" "}
          <Link href={paths.editPiece(piece.id)}>modifier le contenu</Link>.
        </p>
      )}
      {canWrite && images.length < mostImages && (
        <AddImageForm
          {...{ shown, submissionId, fileId }}
          version={piece.version}
          count={images.length}
        />
      )}
    </>
  );
}
