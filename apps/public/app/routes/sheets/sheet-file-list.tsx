import type { SheetFileLine } from "@essaim/media/sheet/sheet-file.queries";
import { formatSize } from "@essaim/ui/format";
import { sheetFile } from "~/paths";

/** Files that a sheet carries, each with its weight, its licence and whom it wants named. */
export function SheetFileList({ files }: { files: readonly SheetFileLine[] }) {
  return (
    <ul className="max-w-measure">
      {files.map((file) => (
        <li key={file.id} className="border-t border-line py-2 first:border-0">
          <a
            href={sheetFile(file.id)}
            download
            className="inline-flex min-h-11 items-center wrap-anywhere"
          >
            {file.name}
          </a>{" "}
          <span className="text-sm text-muted">
            {formatSize(file.sizeBytes)}, {file.licenceExpression}
            {file.attribution && `. ${file.attribution}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
