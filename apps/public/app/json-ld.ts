import { type LinkKind, linkKindLabels, type RecordLink } from "@essaim/directory/content.schema";
import type { ResourceKind } from "@essaim/directory/open-resource.schema";
import type {
  Licence,
  PublishedActivity,
  PublishedResource,
} from "@essaim/directory/published-record.queries";
import type { Locale } from "@essaim/ui/locale";

export type Thing = { "@type": string; [property: string]: unknown };
type Page = { locale: Locale; address: string };

/** The licence of the directory's own texts. */
const ownLicence = "https://creativecommons.org/licenses/by-sa/4.0/";

/**
 * An activity as schema.org tells a how-to. What is not known is left out; so is the total of steps of which some have
 * no duration.
 * @param page the address of the page and its language
 */
export function activityThing(activity: PublishedActivity, page: Page): Thing {
  const { steps, startupCostMinCents: least, startupCostMaxCents: most } = activity;
  const english = page.locale === "en" ? activity.english : null;
  const days = steps.map((step) => step.days);
  const total = days.reduce<number | null>(
    (sum, one) => (sum === null || one === null ? null : sum + one),
    0,
  );
  const tools = steps.map((step) => step.tools).filter(Boolean);
  return {
    ...describeRecord(activity, page),
    "@type": "HowTo",
    name: english?.title ?? activity.title,
    description: english?.summary ?? activity.summary,
    ...(steps.length > 0 && total !== null && { totalTime: isoDuration(total) }),
    ...(least !== null &&
      most !== null && {
        estimatedCost: {
          "@type": "MonetaryAmount",
          currency: "EUR",
          minValue: least / 100,
          maxValue: most / 100,
        },
      }),
    ...(tools.length > 0 && { tool: tools }),
    ...(steps.length > 0 && {
      step: steps.map(({ text }, index) => ({
        "@type": "HowToStep",
        position: index + 1,
        text: plainText(text),
      })),
    }),
  };
}

const resourceTypes: Record<ResourceKind, string> = {
  software: "SoftwareApplication",
  platform: "WebApplication",
  hardware: "CreativeWork",
  knowledge: "CreativeWork",
  data: "Dataset",
  place: "Place",
};

/** A resource as schema.org calls its kind. Its licence is told when SPDX lists it, whatever it allows. */
export function resourceThing(resource: PublishedResource, page: Page): Thing {
  const english = page.locale === "en" ? resource.english : null;
  const { kind, websiteUrl, sourceUrl, documentationUrl } = resource;
  const type = resourceTypes[kind];
  const named = {
    "@type": type,
    name: english?.name ?? resource.name,
    description: english?.summary ?? resource.summary,
    url: websiteUrl ?? page.address,
  };
  if (kind === "place") return named;
  const isSoftware = kind === "software" || kind === "platform";
  const licence = licenceAddress(resource.licence);
  return {
    ...describeRecord(resource, page),
    ...named,
    license: licence,
    // The page is ours, the resource is not.
    datePublished: undefined,
    dateModified: undefined,
    publisher: undefined,
    ...(sourceUrl && { [isSoftware ? "downloadUrl" : "isBasedOn"]: sourceUrl }),
    ...(documentationUrl &&
      isSoftware && { softwareHelp: { "@type": "CreativeWork", url: documentationUrl } }),
    mainEntityOfPage: page.address,
  };
}

/** Where a page stands, from the widest to itself. */
export function breadcrumbThing(crumbs: readonly { name: string; address: string }[]): Thing {
  return {
    "@type": "BreadcrumbList",
    itemListElement: crumbs.map(({ name, address }, index) => ({
      "@type": "ListItem",
      position: index + 1,
      name,
      item: address,
    })),
  };
}

function describeRecord(
  record: PublishedActivity | PublishedResource,
  { locale, address }: Page,
): Partial<Thing> {
  const { organisation, links } = record;
  const told = links.map((link) => linkThing(link, locale));
  return {
    url: address,
    inLanguage: locale === "en" && record.english ? "en" : "fr",
    license: ownLicence,
    datePublished: record.publishedAt.toISOString(),
    dateModified: record.updatedAt.toISOString(),
    publisher: {
      "@type": "Organization",
      name: organisation.name,
      ...(organisation.websiteUrl && { url: organisation.websiteUrl }),
    },
    ...(told.length > 0 && { subjectOf: told }),
  };
}

const linkTypes: Record<LinkKind, string> = {
  video: "VideoObject",
  audio: "AudioObject",
  article: "Article",
  sheet: "LearningResource",
  other: "WebPage",
};

const linkThing = ({ kind, title, url }: RecordLink, locale: Locale): Thing => ({
  "@type": linkTypes[kind],
  name: title,
  url,
  ...(kind === "sheet" && { learningResourceType: linkKindLabels.sheet[locale] }),
});

/** `days` in halves: 7.5 → « P7DT12H ». */
function isoDuration(days: number): string {
  return `P${Math.floor(days)}D${days % 1 === 0 ? "" : "T12H"}`;
}

/** One licence of the SPDX list has an address; an expression of several, or a licence of one's own, has none. */
export function licenceAddress({ expression }: Pick<Licence, "expression">): string | undefined {
  if (!expression || /\s|^LicenseRef-/.test(expression)) return undefined;
  return `https://spdx.org/licenses/${expression}`;
}

/** Markdown as plain text, on one line. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/^\s*(?:[-+*]|\d+[.)])\s+/gm, "")
    .replace(/[*_`>#~]+/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
