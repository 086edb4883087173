import { openPublishedImage } from "@essaim/directory/images/image.queries";
import { imageFileSchema } from "@essaim/directory/images/image.schema";
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";

/** The bytes of an image that a public page shows: they never change, another image has another address. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const [width, format] = (params.file ?? "").split(".");
  const asked = imageFileSchema.safeParse({ imageId: params.imageId, width, format });
  if (!asked.success) throw new Response(null, { status: 404 });
  const file = await context.execute(context.actor, openPublishedImage, asked.data);
  const body = createReadableStreamFromReadable(await context.streamFile(file.storageKey));
  return new Response(body, {
    headers: {
      "content-type": file.contentType,
      "content-length": String(file.sizeBytes),
      "cache-control": "public, max-age=31536000, immutable",
      "content-security-policy": "default-src 'none'; sandbox",
    },
  });
}
