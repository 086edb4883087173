import {
  linkKindLabels,
  type RecordImage,
  type RecordLink,
} from "@essaim/directory/content.schema";

/** Links in words, a line each, to compare two versions of a record. */
export const linksInWords = (links: readonly RecordLink[]) =>
  links
    .map(({ kind, title, url }) => `${linkKindLabels[kind].fr}\u202f: ${title}, ${url}`)
    .join("\n");

export const imagesInWords = (images: readonly RecordImage[]) =>
  images.map(({ alt, credit }) => [alt, credit].filter(Boolean).join(", ")).join("\n");
