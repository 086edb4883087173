import { z } from "zod";
import {
  activitiesAnswer,
  activityAnswer,
  changeSchema,
  changesAnswer,
  changesParameters,
  problemSchema,
  resourceAnswer,
  resourcesAnswer,
  slugParameters,
} from "./api.schema.ts";
import { exampleActivity, exampleResource } from "./examples.ts";
import { dataLicence, licenceOfData, licenceSchema } from "./licence.schema.ts";
import {
  communeSchema,
  type OpenRecord,
  openActivitySchema,
  openResourceRecordSchema,
} from "./record.schema.ts";
import { activitiesParameters, resourcesParameters } from "./search.schema.ts";

/** By the name that the document gives them. */
const named = {
  Licence: licenceSchema,
  Commune: communeSchema,
  Activity: openActivitySchema,
  Resource: openResourceRecordSchema,
  Change: changeSchema,
  Problem: problemSchema,
  ActivityAnswer: activityAnswer,
  ActivitiesAnswer: activitiesAnswer,
  ResourceAnswer: resourceAnswer,
  ResourcesAnswer: resourcesAnswer,
  ChangesAnswer: changesAnswer,
};
type Name = keyof typeof named;

const reference = (name: Name) => ({ $ref: `#/components/schemas/${name}` });

function schemas(): Record<string, object> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const written = z.toJSONSchema(registry, {
    uri: (id) => `#/components/schemas/${id}`,
    // What is served may gain a field: whoever reads it must not mind.
    override: ({ jsonSchema }) => {
      delete jsonSchema.additionalProperties;
    },
  });
  return Object.fromEntries(
    Object.entries(written.schemas).map(([id, { $schema: _dialect, $id: _id, ...schema }]) => [
      id,
      schema,
    ]),
  );
}

/** What an address takes, each thing said by its own schema. */
function parameters(asked: z.ZodObject, place: "query" | "path") {
  const { properties = {}, required = [] } = z.toJSONSchema(asked, {
    io: "input",
    unrepresentable: "any",
  });
  return Object.entries(properties).map(([name, schema]) => {
    const { description, ...type } = schema as { description?: string };
    return {
      name,
      in: place,
      required: place === "path" || required.includes(name),
      ...(description ? { description } : {}),
      schema: type,
    };
  });
}

const headers = {
  ETag: {
    description: "Given back as If-None-Match, it saves what has not changed.",
    schema: { type: "string" },
  },
};

const refusal = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: reference("Problem") } },
});

function operation(options: {
  id: string;
  summary: string;
  asked: object[];
  answer: Name;
  example: object;
  isOne?: boolean;
}) {
  const { id, summary, asked, answer, example, isOne } = options;
  return {
    get: {
      operationId: id,
      summary,
      parameters: asked,
      responses: {
        200: {
          description: "The answer.",
          headers,
          content: { "application/json": { schema: reference(answer), example } },
        },
        304: { description: "Nothing has changed since the ETag given." },
        400: refusal("A parameter cannot be read."),
        ...(isOne ? { 404: refusal("Nothing is published under this slug.") } : {}),
        429: refusal("Too many searches at once."),
      },
    },
  };
}

/**
 * The description of the API (OpenAPI 3.1), written from the schemas that answers are made and read with.
 * @param publicUrl where the directory is read, without a final slash
 */
export function openApiDocument(publicUrl: string): object {
  const start = `${publicUrl}/api/v1`;
  const licence = licenceOfData(publicUrl);
  const [activity, resource] = [exampleActivity(publicUrl), exampleResource(publicUrl)];
  const list = (record: OpenRecord, next: string) => ({
    licence,
    total: { count: 1, is: "exact" },
    data: [record],
    next: `${start}/${next}`,
  });
  return {
    openapi: "3.1.0",
    info: {
      title: "Annuaire Essaim",
      version: "1.0.0",
      summary: "What can be started tomorrow, from what is already open.",
      description:
        "Simple economic activities and the open resources they rest on, as published by French business and employment cooperatives. Reading needs no key. A field may be added without notice; none is taken away or changes its meaning within a version.",
      license: { name: dataLicence.name, url: dataLicence.url },
    },
    servers: [{ url: start }],
    paths: {
      "/activities": operation({
        id: "listActivities",
        summary: "Activities that answer a search",
        asked: parameters(activitiesParameters, "query"),
        answer: "ActivitiesAnswer",
        example: list(activity, "activities?cursor=WzAsW11d"),
      }),
      "/activities/{slug}": operation({
        id: "getActivity",
        summary: "One activity",
        asked: parameters(slugParameters, "path"),
        answer: "ActivityAnswer",
        example: { licence, data: activity },
        isOne: true,
      }),
      "/resources": operation({
        id: "listResources",
        summary: "Open resources that answer a search",
        asked: parameters(resourcesParameters, "query"),
        answer: "ResourcesAnswer",
        example: list(resource, "resources?cursor=WzAsW11d"),
      }),
      "/resources/{slug}": operation({
        id: "getResource",
        summary: "One open resource",
        asked: parameters(slugParameters, "path"),
        answer: "ResourceAnswer",
        example: { licence, data: resource },
        isOne: true,
      }),
      "/changes": operation({
        id: "listChanges",
        summary: "What changed since a position or an instant, deletions included",
        asked: parameters(changesParameters, "query"),
        answer: "ChangesAnswer",
        example: {
          licence,
          data: [{ change: "update", position: activity.position, record: activity }],
          position: activity.position,
          next: null,
        },
      }),
    },
    components: { schemas: schemas() },
  };
}
