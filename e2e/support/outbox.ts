import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { dataDir } from "./environment.ts";

const outbox = join(dataDir, "outbox");

/** The path of the link in the last mail written to an address, once it is there. */
export async function linkSentTo(email: string, path: RegExp): Promise<string> {
  let link = "";
  await expect
    .poll(
      () => {
        link = lastLink(email, path);
        return link;
      },
      { message: `un message à ${email}`, timeout: 20_000 },
    )
    .not.toBe("");
  return link;
}

function lastLink(email: string, path: RegExp): string {
  let files: string[] = [];
  try {
    files = readdirSync(outbox).sort().reverse();
  } catch {
    // No mail yet, no folder.
  }
  for (const file of files) {
    const mail = readFileSync(join(outbox, file), "utf8");
    if (!mail.includes(`To: ${email}`)) continue;
    const text = mail.replace(/=\r?\n/g, "").replace(/=3D/g, "=");
    return path.exec(text)?.[0] ?? "";
  }
  return "";
}
