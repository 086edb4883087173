import { openPublishedSheetFile } from "@essaim/media/sheet/sheet-file.queries";
import { download } from "@essaim/web/download";
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";

/** A file that a published sheet carries, to keep. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const asked = z.object({ id: z.uuid() }).safeParse(params);
  if (!asked.success) throw new Response(null, { status: 404 });
  const file = await context.execute(context.actor, openPublishedSheetFile, asked.data);
  const body = createReadableStreamFromReadable(await context.streamFile(file.storageKey));
  const { name, contentType, sizeBytes: size } = file;
  return download({ name, contentType, size, body });
}
