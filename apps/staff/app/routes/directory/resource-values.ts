import { type OpenResourceInput, resourceKindLabels } from "@essaim/directory/open-resource.schema";
import { imagesInWords, linksInWords } from "./content-words";
import { englishFields, fieldsOf } from "./field-values";

/** A saved resource as its form would send it. */
export function resourceValues(resource: OpenResourceInput): Record<string, string> {
  return {
    kind: resource.kind,
    name: resource.name,
    summary: resource.summary,
    description: resource.description,
    licenceExpression: resource.licenceExpression ?? "",
    licenceNote: resource.licenceNote,
    websiteUrl: resource.websiteUrl ?? "",
    sourceUrl: resource.sourceUrl ?? "",
    documentationUrl: resource.documentationUrl ?? "",
    licenceOriginal: resource.licenceOriginal,
    usageGuide: resource.usageGuide,
    contributionGuide: resource.contributionGuide,
    governance: resource.governance,
    needs: resource.needs,
    ...fieldsOf("links", resource.links, (link) => link),
    ...fieldsOf("images", resource.images, (image) => image),
    ...englishFields(resource.english),
  };
}

/** Every field of a resource in words, to compare two versions of it. */
export function resourceInWords(input: OpenResourceInput): [label: string, text: string][] {
  const values = resourceValues(input);
  return [
    ["Nom", input.name],
    ["Nature", resourceKindLabels[input.kind].fr],
    ["Résumé", input.summary],
    ["Description", input.description],
    ["Licence", values.licenceExpression ?? ""],
    ["Précision sur la licence", input.licenceNote],
    ["Site", values.websiteUrl ?? ""],
    ["Sources", values.sourceUrl ?? ""],
    ["Documentation", values.documentationUrl ?? ""],
    ["Licence dans le fichier importé", input.licenceOriginal],
    ["Comment s’en servir", input.usageGuide],
    ["Comment contribuer", input.contributionGuide],
    ["Gouvernance", input.governance],
    ["Besoins de sa communauté", input.needs],
    ["À voir, à lire", linksInWords(input.links)],
    ["Images", imagesInWords(input.images)],
    ["Nom en anglais", input.english?.name ?? ""],
    ["Résumé en anglais", input.english?.summary ?? ""],
    ["Description en anglais", input.english?.description ?? ""],
    ["Comment s’en servir, en anglais", input.english?.usageGuide ?? ""],
    ["Comment contribuer, en anglais", input.english?.contributionGuide ?? ""],
  ];
}
