import { type OpenResourceInput, resourceKindLabels } from "@essaim/directory/open-resource.schema";

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
    contributionGuide: resource.contributionGuide,
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
    ["Comment contribuer", input.contributionGuide],
  ];
}
