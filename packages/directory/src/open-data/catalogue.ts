import { dataLicence } from "./licence.schema.ts";

const file = (format: string) =>
  `http://publications.europa.eu/resource/authority/file-type/${format}`;
const iana = (type: string) => `https://www.iana.org/assignments/media-types/${type}`;

/** Every file of the directory, by its path. */
export const dumps = [
  { path: "/donnees/annuaire.json", format: "JSON", type: "application/json" },
  { path: "/donnees/activites.csv", format: "CSV", type: "text/csv" },
  { path: "/donnees/ressources.csv", format: "CSV", type: "text/csv" },
  { path: "/donnees/lieux.geojson", format: "GEOJSON", type: "application/geo+json" },
] as const;

/** What an organisation promised and did, as files. Paths begin with a slash. */
export type FigureSet = {
  organisation: string;
  page: string;
  files: { csv: string; json: string };
  /** The last day that they count. */
  releasedOn: string;
};

/**
 * The directory described for data portals: DCAT-AP 3, in JSON-LD.
 * @param changedAt of the last change of anything published
 */
export function catalogueOf(
  publicUrl: string,
  changedAt: Date | null,
  figureSets: readonly FigureSet[],
): object {
  const title = [
    { "@language": "fr", "@value": "Annuaire des activités et des ressources ouvertes" },
    { "@language": "en", "@value": "Directory of activities and open resources" },
  ];
  const description = [
    {
      "@language": "fr",
      "@value":
        "Des activités économiques simples à lancer ou à transférer, et les ressources ouvertes sur lesquelles elles reposent : coûts, étapes, limites, lieux et expériences vécues.",
    },
    {
      "@language": "en",
      "@value":
        "Simple economic activities to start or transfer, and the open resources they rest on: costs, steps, limits, places and lived experiences.",
    },
  ];
  const publisher = {
    "@id": `${publicUrl}/#publisher`,
    "@type": "foaf:Agent",
    "foaf:name": "Essaim",
    "foaf:homepage": { "@id": publicUrl },
  };
  const licence = { "@id": dataLicence.url };
  const modified = changedAt && {
    "dct:modified": { "@type": "xsd:dateTime", "@value": changedAt.toISOString() },
  };
  const dataset = `${publicUrl}/donnees#dataset`;
  return {
    "@context": {
      dcat: "http://www.w3.org/ns/dcat#",
      dct: "http://purl.org/dc/terms/",
      foaf: "http://xmlns.com/foaf/0.1/",
      xsd: "http://www.w3.org/2001/XMLSchema#",
    },
    "@id": `${publicUrl}/donnees/catalogue.jsonld`,
    "@type": "dcat:Catalog",
    "dct:title": title,
    "dct:description": description,
    "dct:publisher": publisher,
    "dct:license": licence,
    "dct:language": {
      "@id": "http://publications.europa.eu/resource/authority/language/FRA",
    },
    "foaf:homepage": { "@id": publicUrl },
    ...modified,
    "dcat:dataset": [
      {
        "@id": dataset,
        "@type": "dcat:Dataset",
        "dct:title": title,
        "dct:description": description,
        "dct:publisher": { "@id": publisher["@id"] },
        "dct:identifier": dataset,
        "dct:accrualPeriodicity": {
          "@id": "http://publications.europa.eu/resource/authority/frequency/CONT",
        },
        "dct:spatial": { "@id": "http://publications.europa.eu/resource/authority/country/FRA" },
        "dcat:theme": {
          "@id": "http://publications.europa.eu/resource/authority/data-theme/ECON",
        },
        "dcat:keyword": ["activité économique", "commun", "coopérative", "ressource ouverte"].map(
          (word) => ({ "@language": "fr", "@value": word }),
        ),
        "dcat:landingPage": { "@id": `${publicUrl}/donnees` },
        ...modified,
        "dcat:distribution": dumps.map((one) => distribution(publicUrl, one, modified)),
      },
      ...figureSets.map((set) => figureDataset(publicUrl, set)),
    ],
    "dcat:service": {
      "@id": `${publicUrl}/api/v1`,
      "@type": "dcat:DataService",
      "dct:title": [{ "@language": "fr", "@value": "API de lecture de l’annuaire" }],
      "dcat:endpointURL": { "@id": `${publicUrl}/api/v1` },
      "dcat:endpointDescription": { "@id": `${publicUrl}/api/v1/openapi.json` },
      "dcat:servesDataset": { "@id": dataset },
      "dct:license": licence,
    },
  };
}

/** The figures of one organisation, their definitions, and the day of the last ones. */
function figureDataset(
  publicUrl: string,
  { organisation, page, files, releasedOn }: FigureSet,
): object {
  const address = { "@id": `${publicUrl}${page}` };
  const definitions = { "@id": `${publicUrl}/donnees#impact` };
  const dataset = `${address["@id"]}#dataset`;
  const modified = { "dct:modified": { "@type": "xsd:date", "@value": releasedOn } };
  return {
    "@id": dataset,
    "@type": "dcat:Dataset",
    "dct:title": [
      { "@language": "fr", "@value": `${organisation} : objectifs et résultats` },
      { "@language": "en", "@value": `${organisation}: targets and results` },
    ],
    "dct:description": [
      {
        "@language": "fr",
        "@value": `Ce que ${organisation} a promis à ceux qui la financent, et ce qui était fait au jour où les chiffres ont été arrêtés : chaque chiffre avec sa définition, et pourquoi s’il est masqué.`,
      },
      {
        "@language": "en",
        "@value": `What ${organisation} promised to those who fund it, and what was done on the day when the figures were closed: each figure with its definition, and why when it is withheld.`,
      },
    ],
    "dct:publisher": {
      "@id": `${address["@id"]}#publisher`,
      "@type": "foaf:Agent",
      "foaf:name": organisation,
    },
    "dct:identifier": dataset,
    "dct:accrualPeriodicity": {
      "@id": "http://publications.europa.eu/resource/authority/frequency/IRREG",
    },
    "dct:spatial": { "@id": "http://publications.europa.eu/resource/authority/country/FRA" },
    "dcat:theme": { "@id": "http://publications.europa.eu/resource/authority/data-theme/SOCI" },
    "dcat:landingPage": address,
    // Of columns and keys; each line says what its own figure means.
    "foaf:page": definitions,
    ...modified,
    "dcat:distribution": [
      { path: files.csv, format: "CSV", type: "text/csv" },
      { path: files.json, format: "JSON", type: "application/json" },
    ].map((one) => distribution(publicUrl, one, { ...modified, "foaf:page": definitions })),
  };
}

function distribution(
  publicUrl: string,
  { path, format, type }: { path: string; format: string; type: string },
  more: object | null,
): object {
  return {
    "@id": `${publicUrl}${path}`,
    "@type": "dcat:Distribution",
    "dcat:accessURL": { "@id": `${publicUrl}${path}` },
    "dcat:downloadURL": { "@id": `${publicUrl}${path}` },
    "dcat:mediaType": { "@id": iana(type) },
    "dct:format": { "@id": file(format) },
    "dct:license": { "@id": dataLicence.url },
    ...more,
  };
}
