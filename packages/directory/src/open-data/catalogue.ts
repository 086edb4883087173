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

/**
 * The directory described for data portals: DCAT-AP 3, in JSON-LD.
 * @param changedAt of the last change of anything published
 */
export function catalogueOf(publicUrl: string, changedAt: Date | null): object {
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
  const distributions = dumps.map(({ path, format, type }) => ({
    "@id": `${publicUrl}${path}`,
    "@type": "dcat:Distribution",
    "dcat:accessURL": { "@id": `${publicUrl}${path}` },
    "dcat:downloadURL": { "@id": `${publicUrl}${path}` },
    "dcat:mediaType": { "@id": iana(type) },
    "dct:format": { "@id": file(format) },
    "dct:license": licence,
    ...modified,
  }));
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
    "dcat:dataset": {
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
      "dcat:distribution": distributions,
    },
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
