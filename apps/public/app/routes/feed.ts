import { sectorLabels } from "@essaim/directory/activity.schema";
import { atomOf, longestFeed } from "@essaim/directory/open-data/atom";
import {
  listLatestRecords,
  searchOpenRecords,
} from "@essaim/directory/open-data/open-records.queries";
import { feedParameters } from "@essaim/directory/open-data/search.schema";
import { searchSchema } from "@essaim/directory/search/search.schema";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerProgram, answerText } from "~/data/answer.server";
import { i18nAt } from "~/i18n/i18n";
import { pathsIn } from "~/paths";

/** What is new: of everything, of a sector, or of a search. */
export const loader = (args: LoaderFunctionArgs) =>
  answerProgram(args, { schema: feedParameters }, async ({ kind: resourceKind, ...asked }) => {
    const { execute, actor, publicUrl } = args.context;
    const { t } = i18nAt("/");
    const filters = { ...asked, resourceKind };
    const isAll = Object.values(filters).every((value) => !value);
    const records = isAll
      ? await execute(actor, listLatestRecords, { limit: longestFeed, publicUrl })
      : await searched();
    const { pathname, search } = new URL(args.request.url);
    const about = [asked.sector && sectorLabels[asked.sector].fr, asked.q].filter(Boolean);
    const text = atomOf(
      records,
      {
        title: [t("site.name"), ...about].join(" – "),
        self: `${publicUrl}${pathname}${search}`,
        page: `${publicUrl}${pathsIn("fr").search()}`,
        experience: (name, activity) => t("openData.experience", { name, activity }),
      },
      publicUrl,
    );
    return answerText(text, { request: args.request, type: "application/atom+xml; charset=utf-8" });

    async function searched() {
      const search = searchSchema.parse({ ...filters, sort: "fresh", limit: longestFeed });
      return (await execute(actor, searchOpenRecords, { ...search, publicUrl })).records;
    }
  });
