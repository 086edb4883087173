import { openImage } from "@essaim/directory/images/image.queries";
import { imageFileSchema } from "@essaim/directory/images/image.schema";
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";

/** The bytes of an image of the organisation's records, published or not. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const [width, format] = (params.file ?? "").split(".");
  const asked = imageFileSchema.safeParse({ imageId: params.imageId, width, format });
  if (!asked.success) throw new Response(null, { status: 404 });
  const file = await context.execute(actor, openImage, asked.data);
  const body = createReadableStreamFromReadable(await context.storage.stream(file.storageKey));
  return new Response(body, {
    headers: {
      "content-type": file.contentType,
      "content-length": String(file.sizeBytes),
      "cache-control": "private, max-age=3600",
      "content-security-policy": "default-src 'none'; sandbox",
    },
  });
}
