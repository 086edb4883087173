import { decodeText } from "@essaim/territory/text/encoding";
import { readForgeExport } from "./forge-export.reader.ts";
import { readGitLog } from "./git-log.reader.ts";
import { readOpenCollective } from "./open-collective.reader.ts";
import type { ContributionSource, SourceReading } from "./source.schema.ts";

/**
 * Reads the bytes of an export, whose encoding nothing says: PowerShell writes UTF-16.
 * @param today the last day that anything may have
 */
export async function readExport(
  source: ContributionSource,
  bytes: Uint8Array,
  today: string,
): Promise<SourceReading> {
  const { text } = decodeText(bytes);
  if (source === "git") return readGitLog(text, today);
  if (source === "forge") return readForgeExport(text, today);
  return readOpenCollective(text, today);
}
