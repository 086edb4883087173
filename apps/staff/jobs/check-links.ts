import { checkAll } from "@essaim/directory/links/check-all";
import { gatherLinks, recordLinkCheck } from "@essaim/directory/links/link.commands";
import { listLinksToCheck } from "@essaim/directory/links/link.queries";
import type { JobHandler } from "./work.ts";

/** Every night, asks for the links of what is public. Nothing is asked where the house checks none. */
export const checkLinks: JobHandler = async ({ execute, house, links, logger, progress }) => {
  if (!links) return { checked: 0 };
  const gather = (from: string | null) => execute(house, gatherLinks, { after: from });
  let after: string | null = null;
  do {
    const gathered: Awaited<ReturnType<typeof gather>> = await gather(after);
    after = gathered.ok ? gathered.next : null;
  } while (after !== null);
  const urls = await execute(house, listLinksToCheck, {});
  let checked = 0;
  let dead = 0;
  await checkAll(urls, links, async (url, outcome) => {
    const written = await execute(house, recordLinkCheck, { url, outcome });
    checked += 1;
    if (written.ok && written.isDead) dead += 1;
    await progress(checked, urls.length);
  });
  logger.info({ checked, dead }, "links checked");
  return { checked, dead };
};
