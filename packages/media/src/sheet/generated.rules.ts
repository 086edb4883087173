import { describeLicence } from "@essaim/directory/licence.rules";
import {
  type OpenResourceInput,
  type ResourceKind,
  resourceKindLabels,
} from "@essaim/directory/open-resource.schema";
import type { BlockContent, ListItem, PhrasingContent, RootContent } from "mdast";
import remarkGfm from "remark-gfm";
import remarkStringify from "remark-stringify";
import { unified } from "unified";
import { treeOf } from "../wiki/markdown-tree.ts";

/** Words that begin addresses which are not those of a sheet that somebody writes (055-sheets.sql). */
export const generatedSlugs = ["logiciels-libres", "communs-et-plateformes", "contribuer"] as const;
export const reservedSlugs = ["historique", "export", "proposer", ...generatedSlugs] as const;

export type GeneratedSheet = {
  path: string;
  parentPath: string | null;
  title: string;
  /** Markdown. */
  body: string;
};

export type PublishedResource = { slug: string; content: OpenResourceInput };

/** Licence of what we gather: that of the public pages. */
export const generatedLicence = "CC-BY-SA-4.0";

/**
 * The sheets that the directory makes by itself, from the resources published now: free software to rest on, commons
 * and cooperative platforms, and how to contribute to each one that says it. A sheet without anything to say is none.
 * @param start of the directory's addresses, without a slash at the end
 */
export function generatedSheets(
  resources: readonly PublishedResource[],
  start: string,
): GeneratedSheet[] {
  const known = [...resources].sort((a, b) => a.content.name.localeCompare(b.content.name, "fr"));
  const status = ({ content }: PublishedResource) =>
    describeLicence(content.licenceExpression).status;
  const software = known.filter((one) => one.content.kind === "software" && status(one) === "free");
  const commons = known.filter(
    (one) => one.content.kind !== "software" && ["free", "reserved"].includes(status(one)),
  );
  const guided = known.filter(({ content }) => content.contributionGuide.trim() !== "");
  const sheets: GeneratedSheet[] = [];
  const add = (sheet: Omit<GeneratedSheet, "body">, children: RootContent[]) =>
    sheets.push({ ...sheet, body: written(children) });
  if (software.length > 0) {
    add(
      {
        path: "logiciels-libres",
        parentPath: null,
        title: "Logiciels libres sur lesquels s’appuyer",
      },
      [
        said(
          "Des logiciels que chacun peut utiliser, étudier, modifier et partager, et dont l’annuaire tient la fiche à jour.",
        ),
        ...software.flatMap((one) => presented(one, 2, start)),
      ],
    );
  }
  if (commons.length > 0) {
    const kinds = (Object.keys(resourceKindLabels) as ResourceKind[]).filter((kind) =>
      commons.some(({ content }) => content.kind === kind),
    );
    add(
      {
        path: "communs-et-plateformes",
        parentPath: null,
        title: "Communs et plateformes coopératives",
      },
      [
        said(
          "Des plateformes, des plans, des savoirs et des lieux tenus par celles et ceux qui s’en servent.",
        ),
        ...kinds.flatMap((kind) => [
          heading(2, resourceKindLabels[kind].fr),
          ...commons
            .filter(({ content }) => content.kind === kind)
            .flatMap((one) => presented(one, 3, start)),
        ]),
      ],
    );
  }
  if (guided.length > 0) {
    add({ path: "contribuer", parentPath: null, title: "Contribuer à un commun" }, [
      said(
        "Par où commencer, commun par commun. Une traduction ou un signalement est déjà un don.",
      ),
      listOf(
        guided.map(({ slug, content }) => [
          link(`${start}/ressources/${slug}`, content.name),
          text(`\u202f: ${content.summary}`),
        ]),
      ),
    ]);
  }
  for (const { slug, content } of guided) {
    add(
      {
        path: `contribuer/${slug}`,
        parentPath: "contribuer",
        title: `Comment contribuer à ${content.name}`,
      },
      [
        said(content.summary),
        ...treeOf(content.contributionGuide).children,
        ...addresses({ slug, content }, start),
      ],
    );
  }
  return sheets;
}

/** A name, a summary and where to go on. */
function presented(one: PublishedResource, depth: 2 | 3, start: string): RootContent[] {
  const { content } = one;
  return [heading(depth, content.name), said(content.summary), ...addresses(one, start)];
}

function addresses({ slug, content }: PublishedResource, start: string): BlockContent[] {
  const { licenceExpression, websiteUrl, sourceUrl, documentationUrl } = content;
  const lines: PhrasingContent[][] = [
    [link(`${start}/ressources/${slug}`, "Fiche dans l’annuaire")],
  ];
  if (websiteUrl) lines.push([text("Site\u202f: "), link(websiteUrl, websiteUrl)]);
  if (sourceUrl) lines.push([text("Code et plans\u202f: "), link(sourceUrl, sourceUrl)]);
  if (documentationUrl) {
    lines.push([text("Documentation\u202f: "), link(documentationUrl, documentationUrl)]);
  }
  if (licenceExpression) lines.push([text(`Licence\u202f: ${licenceExpression}`)]);
  return [listOf(lines)];
}

const text = (value: string): PhrasingContent => ({ type: "text", value });
const said = (value: string): BlockContent => ({ type: "paragraph", children: [text(value)] });
const heading = (depth: 2 | 3, value: string): BlockContent => ({
  type: "heading",
  depth,
  children: [text(value)],
});
const link = (url: string, value: string): PhrasingContent => ({
  type: "link",
  url,
  children: [{ type: "text", value }],
});
const listOf = (lines: PhrasingContent[][]): BlockContent => ({
  type: "list",
  ordered: false,
  spread: false,
  children: lines.map(
    (children): ListItem => ({
      type: "listItem",
      spread: false,
      children: [{ type: "paragraph", children }],
    }),
  ),
});

const written = (children: RootContent[]): string =>
  unified()
    .use(remarkGfm)
    .use(remarkStringify, { bullet: "-" })
    .stringify({ type: "root", children })
    .trim();
