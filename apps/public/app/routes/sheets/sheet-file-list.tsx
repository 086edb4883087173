import type { SheetFileLine } from "@essaim/media/sheet/sheet-file.queries";
import { formatSize } from "@essaim/ui/format";
import { sheetFile } from "~/paths";

/**
 * Files that a sheet carries, each with its weight, its licence and whom it wants named.
 * @param licence said already for all of them: a file repeats it no more
 */
export function SheetFileList({
  files,
  licence,
}: {
  files: readonly SheetFileLine[];
  licence?: string;
}) {
  return (
    <ul className="max-w-measure">
      {files.map((file) => (
        <li key={file.id} className="border-t border-line first:border-0">
          <a
            href={sheetFile(file.id)}
            download
            className="inline-flex min-h-11 items-center wrap-anywhere"
          >
            {file.name}
          </a>{" "}
          <span className="text-sm text-muted">
            {formatSize(file.sizeBytes)}
            {file.licenceExpression !== licence && (
              <>
                {", "}
                <span className="whitespace-nowrap">{file.licenceExpression}</span>
              </>
            )}
            {file.attribution && `. ${file.attribution}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
