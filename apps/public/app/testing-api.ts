export interface paths {
    "/activities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Activities that answer a search */
        get: operations["listActivities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/activities/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One activity */
        get: operations["getActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Open resources that answer a search */
        get: operations["listResources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/resources/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One open resource */
        get: operations["getResource"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What changed since a position or an instant, deletions included */
        get: operations["listChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Terms of reuse of everything in this answer. */
        Licence: {
            /** @constant */
            spdx: "CC-BY-SA-4.0";
            name: string;
            /** Format: uri */
            url: string;
            /** @description To be named wherever the data is used, with a link to its address. */
            attribution: string;
        };
        /** @description A French municipality. */
        Commune: {
            /** @description INSEE code. */
            code: string;
            name: string;
            /** @description Degrees, WGS 84; of its centre. */
            lat: number | null;
            lon: number | null;
        };
        /** @description A simple economic activity that can be started. */
        Activity: {
            /**
             * Format: uuid
             * @description Stays the same for the life of the record.
             */
            id: string;
            /** @description Last part of its address; an editor may change it. */
            slug: string;
            /**
             * Format: uri
             * @description The page to read, in French.
             */
            url: string;
            summary: string;
            /**
             * Format: date-time
             * @description Its first publication.
             */
            publishedAt: string;
            /**
             * Format: date-time
             * @description The last change of what it says.
             */
            changedAt: string;
            /**
             * Format: date
             * @description When somebody who knows last said that it is true.
             */
            confirmedOn: string;
            /** @description Of its last change, among all changes. */
            position: number;
            organisation: {
                /** @description The cooperative that keeps the record. */
                name: string;
                websiteUrl: string | null;
            };
            links: {
                /** @enum {string} */
                kind: "video" | "audio" | "article" | "sheet" | "other";
                title: string;
                url: string;
            }[];
            images: {
                /** Format: uuid */
                id: string;
                /** @description A WebP image, as large as there is; null while it is being made. */
                url: string | null;
                /** @description What the image shows. */
                alt: string;
                credit: string;
            }[];
            /** @constant */
            kind: "activity";
            title: string;
            /** @enum {string} */
            sector: "delivery" | "craft" | "food" | "making" | "shared_place" | "group_purchase" | "garden" | "digital" | "care" | "other";
            maturity: ("idea" | "tried" | "running" | "spreading") | null;
            /** @description Markdown; empty when nothing is said. */
            description: string;
            /** @description Markdown; empty when nothing is said. */
            requirements: string;
            steps: {
                /** @description Markdown; empty when nothing is said. */
                text: string;
                /** @description Days it takes; halves are possible. */
                days: number | null;
                tools: string;
            }[];
            /** @description Markdown; empty when nothing is said. */
            advantages: string;
            /** @description Markdown; empty when nothing is said. */
            limits: string;
            /** @description Markdown; empty when nothing is said. */
            income: string;
            /** @description Euro cents; null when unknown. */
            startupCostMinCents: number | null;
            /** @description Euro cents; null when unknown. */
            startupCostMaxCents: number | null;
            /** @description Euro cents; null when unknown. */
            monthlyCostMinCents: number | null;
            /** @description Euro cents; null when unknown. */
            monthlyCostMaxCents: number | null;
            peopleMin: number | null;
            peopleMax: number | null;
            space: string;
            skills: string[];
            legalForms: ("cae" | "cooperative" | "association" | "sole_trader" | "company" | "informal")[];
            firstIncomeMinMonths: number | null;
            firstIncomeMaxMonths: number | null;
            figures: {
                label: string;
                cents: number;
                year: number;
                source: string;
            }[];
            supporters: {
                name: string;
                url: string | null;
            }[];
            questions: {
                text: string;
                url: string | null;
            }[];
            /** @description Published open resources that it rests on. */
            resources: {
                /** Format: uuid */
                id: string;
                slug: string;
                name: string;
                /** @description What the activity does with it. */
                usage: string;
            }[];
            /** @description Where it works. */
            locations: {
                commune: components["schemas"]["Commune"];
                sinceYear: number | null;
                /** @description Where it was taken up from: the lineage of the activity. */
                transferredFrom: components["schemas"]["Commune"] | null;
                description: string;
            }[];
            /** @description Told by those who lived it, the latest first. */
            experiences: {
                /** Format: uuid */
                id: string;
                /** @description As its author wishes to be called. */
                displayName: string;
                commune: components["schemas"]["Commune"] | null;
                sinceYear: number | null;
                /** @description What worked. */
                worked: string;
                /** @description What did not. */
                didNot: string;
                /**
                 * Format: date-time
                 * @description Instant, ISO 8601, UTC.
                 */
                publishedAt: string;
            }[];
            /** @description Null when it has not been translated. */
            english: {
                title: string;
                summary: string;
                /** @description Markdown; empty when nothing is said. */
                description: string;
                /** @description Markdown; empty when nothing is said. */
                requirements: string;
                /** @description Markdown; empty when nothing is said. */
                advantages: string;
                /** @description Markdown; empty when nothing is said. */
                limits: string;
            } | null;
        };
        /** @description An open resource: software, hardware, knowledge, data, platform or place. */
        Resource: {
            /**
             * Format: uuid
             * @description Stays the same for the life of the record.
             */
            id: string;
            /** @description Last part of its address; an editor may change it. */
            slug: string;
            /**
             * Format: uri
             * @description The page to read, in French.
             */
            url: string;
            summary: string;
            /**
             * Format: date-time
             * @description Its first publication.
             */
            publishedAt: string;
            /**
             * Format: date-time
             * @description The last change of what it says.
             */
            changedAt: string;
            /**
             * Format: date
             * @description When somebody who knows last said that it is true.
             */
            confirmedOn: string;
            /** @description Of its last change, among all changes. */
            position: number;
            organisation: {
                /** @description The cooperative that keeps the record. */
                name: string;
                websiteUrl: string | null;
            };
            links: {
                /** @enum {string} */
                kind: "video" | "audio" | "article" | "sheet" | "other";
                title: string;
                url: string;
            }[];
            images: {
                /** Format: uuid */
                id: string;
                /** @description A WebP image, as large as there is; null while it is being made. */
                url: string | null;
                /** @description What the image shows. */
                alt: string;
                credit: string;
            }[];
            /** @constant */
            kind: "resource";
            name: string;
            /** @enum {string} */
            resourceKind: "software" | "hardware" | "knowledge" | "data" | "platform" | "place";
            /** @description Markdown; empty when nothing is said. */
            description: string;
            /** @description SPDX expression of the resource itself. */
            licenceExpression: string | null;
            /**
             * @description What the licence allows; anything but `free` lacks a freedom.
             * @enum {string}
             */
            licenceStatus: "free" | "reserved" | "no_derivatives" | "non_commercial" | "source_available" | "proprietary" | "unknown" | "missing";
            licenceNote: string;
            websiteUrl: string | null;
            sourceUrl: string | null;
            documentationUrl: string | null;
            /** @description Markdown; empty when nothing is said. */
            usageGuide: string;
            /** @description Markdown; empty when nothing is said. */
            contributionGuide: string;
            /** @description Markdown; empty when nothing is said. */
            governance: string;
            /** @description Markdown; empty when nothing is said. */
            needs: string;
            /** @description Published activities built on it. */
            activities: {
                /** Format: uuid */
                id: string;
                slug: string;
                title: string;
                usage: string;
            }[];
            /** @description Null when it has not been translated. */
            english: {
                name: string;
                summary: string;
                /** @description Markdown; empty when nothing is said. */
                description: string;
                /** @description Markdown; empty when nothing is said. */
                usageGuide: string;
                /** @description Markdown; empty when nothing is said. */
                contributionGuide: string;
            } | null;
        };
        /** @description A record as it now is, or one that is no longer published. Each record comes once, at its last change. */
        Change: {
            /** @constant */
            change: "update";
            position: number;
            record: components["schemas"]["Activity"] | components["schemas"]["Resource"];
        } | {
            /** @constant */
            change: "deletion";
            position: number;
            /** @enum {string} */
            kind: "activity" | "resource";
            /** Format: uuid */
            id: string;
            slug: string;
            /** Format: date-time */
            withdrawnAt: string;
        };
        /** @description A refusal (RFC 9457). */
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @description Which parameters could not be read. */
            errors?: {
                parameter: string;
                message: string;
            }[];
        };
        ActivityAnswer: {
            licence: components["schemas"]["Licence"];
            data: components["schemas"]["Activity"];
        };
        ActivitiesAnswer: {
            licence: components["schemas"]["Licence"];
            /** @description All that answer, whatever the page; « more » is at least that many. */
            total: {
                count: number;
                /** @enum {string} */
                is: "exact" | "about" | "more";
            };
            data: components["schemas"]["Activity"][];
            /** @description Where the following ones are; null at the end. */
            next: string | null;
        };
        ResourceAnswer: {
            licence: components["schemas"]["Licence"];
            data: components["schemas"]["Resource"];
        };
        ResourcesAnswer: {
            licence: components["schemas"]["Licence"];
            /** @description All that answer, whatever the page; « more » is at least that many. */
            total: {
                count: number;
                /** @enum {string} */
                is: "exact" | "about" | "more";
            };
            data: components["schemas"]["Resource"][];
            /** @description Where the following ones are; null at the end. */
            next: string | null;
        };
        ChangesAnswer: {
            licence: components["schemas"]["Licence"];
            data: components["schemas"]["Change"][];
            /** @description To be given as `since` next time: nothing before it was missed, and none comes twice. */
            position: number;
            /** @description Where the following ones are; null at the end. */
            next: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listActivities: {
        parameters: {
            query?: {
                /** @description Words, in French; spelling mistakes and synonyms are understood. */
                q?: string;
                /** @description A commune by its INSEE code, or the one nearest to « latitude,longitude ». */
                near?: string;
                /** @description Kilometres around `near`: 0, 10, 25 or 50. */
                radius?: number;
                /** @description Best answers, last confirmed or nearest first. */
                sort?: "relevance" | "fresh" | "near";
                /** @description Records in one answer. */
                limit?: number;
                /** @description From the `next` of the answer before. */
                cursor?: string;
                sector?: "delivery" | "craft" | "food" | "making" | "shared_place" | "group_purchase" | "garden" | "digital" | "care" | "other";
                /** @description What it takes at least to start. */
                cost?: "none" | "to_500" | "to_2000" | "to_10000" | "over_10000";
                skill?: string;
                maturity?: string;
                legalForm?: string;
                /** @description Code of a département where it works. */
                department?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Given back as If-None-Match, it saves what has not changed. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "licence": {
                     *         "spdx": "CC-BY-SA-4.0",
                     *         "name": "Creative Commons Attribution-ShareAlike 4.0 International",
                     *         "url": "https://creativecommons.org/licenses/by-sa/4.0/",
                     *         "attribution": "Annuaire Essaim, https://annuaire.example"
                     *       },
                     *       "total": {
                     *         "count": 1,
                     *         "is": "exact"
                     *       },
                     *       "data": [
                     *         {
                     *           "id": "01987a3e-0000-7000-8000-000000000001",
                     *           "slug": "livraison-a-velo",
                     *           "title": "Livraison à vélo",
                     *           "publishedAt": "2026-03-02T09:00:00.000Z",
                     *           "changedAt": "2026-04-10T14:30:00.000Z",
                     *           "confirmedOn": "2026-04-10",
                     *           "kind": "activity",
                     *           "url": "https://annuaire.example/activites/livraison-a-velo",
                     *           "summary": "Livrer repas et colis du quartier avec des vélos-cargos.",
                     *           "position": 41,
                     *           "organisation": {
                     *             "name": "Coopérative d’exemple",
                     *             "websiteUrl": "https://cooperative.example"
                     *           },
                     *           "sector": "delivery",
                     *           "maturity": "spreading",
                     *           "description": "Une coopérative de livreurs.",
                     *           "requirements": "Un local fermé.",
                     *           "steps": [
                     *             {
                     *               "text": "Trouver trois restaurants.",
                     *               "days": 5,
                     *               "tools": ""
                     *             }
                     *           ],
                     *           "advantages": "Du temps choisi.",
                     *           "limits": "Des revenus modestes la première année.",
                     *           "income": "Au forfait, par course.",
                     *           "startupCostMinCents": 150000,
                     *           "startupCostMaxCents": 400000,
                     *           "monthlyCostMinCents": null,
                     *           "monthlyCostMaxCents": null,
                     *           "peopleMin": 2,
                     *           "peopleMax": 6,
                     *           "space": "15 m² de plain-pied",
                     *           "skills": [
                     *             "mécanique vélo"
                     *           ],
                     *           "legalForms": [
                     *             "cae",
                     *             "cooperative"
                     *           ],
                     *           "firstIncomeMinMonths": 1,
                     *           "firstIncomeMaxMonths": 3,
                     *           "figures": [
                     *             {
                     *               "label": "Recettes de l’année",
                     *               "cents": 2400000,
                     *               "year": 2025,
                     *               "source": ""
                     *             }
                     *           ],
                     *           "supporters": [
                     *             {
                     *               "name": "Coopérative d’exemple",
                     *               "url": null
                     *             }
                     *           ],
                     *           "questions": [],
                     *           "links": [],
                     *           "images": [],
                     *           "resources": [
                     *             {
                     *               "id": "01987a3e-0000-7000-8000-000000000002",
                     *               "slug": "coopcycle",
                     *               "name": "CoopCycle",
                     *               "usage": "Recevoir les commandes et organiser les tournées."
                     *             }
                     *           ],
                     *           "locations": [
                     *             {
                     *               "commune": {
                     *                 "code": "59512",
                     *                 "name": "Roubaix",
                     *                 "lat": 50.6917,
                     *                 "lon": 3.2003
                     *               },
                     *               "sinceYear": 2024,
                     *               "transferredFrom": {
                     *                 "code": "59350",
                     *                 "name": "Lille",
                     *                 "lat": 50.6311,
                     *                 "lon": 3.0468
                     *               },
                     *               "description": ""
                     *             }
                     *           ],
                     *           "experiences": [
                     *             {
                     *               "id": "01987a3e-0000-7000-8000-000000000003",
                     *               "displayName": "Malika",
                     *               "commune": {
                     *                 "code": "59512",
                     *                 "name": "Roubaix",
                     *                 "lat": 50.6917,
                     *                 "lon": 3.2003
                     *               },
                     *               "sinceYear": 2024,
                     *               "worked": "Les restaurants du quartier ont suivi.",
                     *               "didNot": "Le premier hiver.",
                     *               "publishedAt": "2026-04-02T08:00:00.000Z"
                     *             }
                     *           ],
                     *           "english": null
                     *         }
                     *       ],
                     *       "next": "https://annuaire.example/api/v1/activities?cursor=WzAsW11d"
                     *     }
                     */
                    "application/json": components["schemas"]["ActivitiesAnswer"];
                };
            };
            /** @description Nothing has changed since the ETag given. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many searches at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getActivity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the record writes it. */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Given back as If-None-Match, it saves what has not changed. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "licence": {
                     *         "spdx": "CC-BY-SA-4.0",
                     *         "name": "Creative Commons Attribution-ShareAlike 4.0 International",
                     *         "url": "https://creativecommons.org/licenses/by-sa/4.0/",
                     *         "attribution": "Annuaire Essaim, https://annuaire.example"
                     *       },
                     *       "data": {
                     *         "id": "01987a3e-0000-7000-8000-000000000001",
                     *         "slug": "livraison-a-velo",
                     *         "title": "Livraison à vélo",
                     *         "publishedAt": "2026-03-02T09:00:00.000Z",
                     *         "changedAt": "2026-04-10T14:30:00.000Z",
                     *         "confirmedOn": "2026-04-10",
                     *         "kind": "activity",
                     *         "url": "https://annuaire.example/activites/livraison-a-velo",
                     *         "summary": "Livrer repas et colis du quartier avec des vélos-cargos.",
                     *         "position": 41,
                     *         "organisation": {
                     *           "name": "Coopérative d’exemple",
                     *           "websiteUrl": "https://cooperative.example"
                     *         },
                     *         "sector": "delivery",
                     *         "maturity": "spreading",
                     *         "description": "Une coopérative de livreurs.",
                     *         "requirements": "Un local fermé.",
                     *         "steps": [
                     *           {
                     *             "text": "Trouver trois restaurants.",
                     *             "days": 5,
                     *             "tools": ""
                     *           }
                     *         ],
                     *         "advantages": "Du temps choisi.",
                     *         "limits": "Des revenus modestes la première année.",
                     *         "income": "Au forfait, par course.",
                     *         "startupCostMinCents": 150000,
                     *         "startupCostMaxCents": 400000,
                     *         "monthlyCostMinCents": null,
                     *         "monthlyCostMaxCents": null,
                     *         "peopleMin": 2,
                     *         "peopleMax": 6,
                     *         "space": "15 m² de plain-pied",
                     *         "skills": [
                     *           "mécanique vélo"
                     *         ],
                     *         "legalForms": [
                     *           "cae",
                     *           "cooperative"
                     *         ],
                     *         "firstIncomeMinMonths": 1,
                     *         "firstIncomeMaxMonths": 3,
                     *         "figures": [
                     *           {
                     *             "label": "Recettes de l’année",
                     *             "cents": 2400000,
                     *             "year": 2025,
                     *             "source": ""
                     *           }
                     *         ],
                     *         "supporters": [
                     *           {
                     *             "name": "Coopérative d’exemple",
                     *             "url": null
                     *           }
                     *         ],
                     *         "questions": [],
                     *         "links": [],
                     *         "images": [],
                     *         "resources": [
                     *           {
                     *             "id": "01987a3e-0000-7000-8000-000000000002",
                     *             "slug": "coopcycle",
                     *             "name": "CoopCycle",
                     *             "usage": "Recevoir les commandes et organiser les tournées."
                     *           }
                     *         ],
                     *         "locations": [
                     *           {
                     *             "commune": {
                     *               "code": "59512",
                     *               "name": "Roubaix",
                     *               "lat": 50.6917,
                     *               "lon": 3.2003
                     *             },
                     *             "sinceYear": 2024,
                     *             "transferredFrom": {
                     *               "code": "59350",
                     *               "name": "Lille",
                     *               "lat": 50.6311,
                     *               "lon": 3.0468
                     *             },
                     *             "description": ""
                     *           }
                     *         ],
                     *         "experiences": [
                     *           {
                     *             "id": "01987a3e-0000-7000-8000-000000000003",
                     *             "displayName": "Malika",
                     *             "commune": {
                     *               "code": "59512",
                     *               "name": "Roubaix",
                     *               "lat": 50.6917,
                     *               "lon": 3.2003
                     *             },
                     *             "sinceYear": 2024,
                     *             "worked": "Les restaurants du quartier ont suivi.",
                     *             "didNot": "Le premier hiver.",
                     *             "publishedAt": "2026-04-02T08:00:00.000Z"
                     *           }
                     *         ],
                     *         "english": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ActivityAnswer"];
                };
            };
            /** @description Nothing has changed since the ETag given. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing is published under this slug. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many searches at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listResources: {
        parameters: {
            query?: {
                /** @description Words, in French; spelling mistakes and synonyms are understood. */
                q?: string;
                /** @description A commune by its INSEE code, or the one nearest to « latitude,longitude ». */
                near?: string;
                /** @description Kilometres around `near`: 0, 10, 25 or 50. */
                radius?: number;
                /** @description Best answers, last confirmed or nearest first. */
                sort?: "relevance" | "fresh" | "near";
                /** @description Records in one answer. */
                limit?: number;
                /** @description From the `next` of the answer before. */
                cursor?: string;
                kind?: "software" | "hardware" | "knowledge" | "data" | "platform" | "place";
                /** @description What its licence allows. */
                licence?: "free" | "reserved" | "no_derivatives" | "non_commercial" | "source_available" | "proprietary" | "unknown" | "missing";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Given back as If-None-Match, it saves what has not changed. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "licence": {
                     *         "spdx": "CC-BY-SA-4.0",
                     *         "name": "Creative Commons Attribution-ShareAlike 4.0 International",
                     *         "url": "https://creativecommons.org/licenses/by-sa/4.0/",
                     *         "attribution": "Annuaire Essaim, https://annuaire.example"
                     *       },
                     *       "total": {
                     *         "count": 1,
                     *         "is": "exact"
                     *       },
                     *       "data": [
                     *         {
                     *           "id": "01987a3e-0000-7000-8000-000000000002",
                     *           "slug": "coopcycle",
                     *           "name": "CoopCycle",
                     *           "publishedAt": "2026-03-02T09:00:00.000Z",
                     *           "changedAt": "2026-04-10T14:30:00.000Z",
                     *           "confirmedOn": "2026-04-10",
                     *           "kind": "resource",
                     *           "url": "https://annuaire.example/ressources/coopcycle",
                     *           "summary": "Un logiciel de livraison pour les coopératives.",
                     *           "position": 40,
                     *           "organisation": {
                     *             "name": "Coopérative d’exemple",
                     *             "websiteUrl": "https://cooperative.example"
                     *           },
                     *           "resourceKind": "platform",
                     *           "description": "",
                     *           "licenceExpression": "LicenseRef-Coopyleft",
                     *           "licenceStatus": "reserved",
                     *           "licenceNote": "",
                     *           "websiteUrl": "https://coopcycle.org/",
                     *           "sourceUrl": "https://github.com/coopcycle/coopcycle-web",
                     *           "documentationUrl": null,
                     *           "usageGuide": "",
                     *           "contributionGuide": "",
                     *           "governance": "",
                     *           "needs": "",
                     *           "links": [],
                     *           "images": [],
                     *           "activities": [
                     *             {
                     *               "id": "01987a3e-0000-7000-8000-000000000001",
                     *               "slug": "livraison-a-velo",
                     *               "title": "Livraison à vélo",
                     *               "usage": "Recevoir les commandes et organiser les tournées."
                     *             }
                     *           ],
                     *           "english": null
                     *         }
                     *       ],
                     *       "next": "https://annuaire.example/api/v1/resources?cursor=WzAsW11d"
                     *     }
                     */
                    "application/json": components["schemas"]["ResourcesAnswer"];
                };
            };
            /** @description Nothing has changed since the ETag given. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many searches at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getResource: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description As the record writes it. */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Given back as If-None-Match, it saves what has not changed. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "licence": {
                     *         "spdx": "CC-BY-SA-4.0",
                     *         "name": "Creative Commons Attribution-ShareAlike 4.0 International",
                     *         "url": "https://creativecommons.org/licenses/by-sa/4.0/",
                     *         "attribution": "Annuaire Essaim, https://annuaire.example"
                     *       },
                     *       "data": {
                     *         "id": "01987a3e-0000-7000-8000-000000000002",
                     *         "slug": "coopcycle",
                     *         "name": "CoopCycle",
                     *         "publishedAt": "2026-03-02T09:00:00.000Z",
                     *         "changedAt": "2026-04-10T14:30:00.000Z",
                     *         "confirmedOn": "2026-04-10",
                     *         "kind": "resource",
                     *         "url": "https://annuaire.example/ressources/coopcycle",
                     *         "summary": "Un logiciel de livraison pour les coopératives.",
                     *         "position": 40,
                     *         "organisation": {
                     *           "name": "Coopérative d’exemple",
                     *           "websiteUrl": "https://cooperative.example"
                     *         },
                     *         "resourceKind": "platform",
                     *         "description": "",
                     *         "licenceExpression": "LicenseRef-Coopyleft",
                     *         "licenceStatus": "reserved",
                     *         "licenceNote": "",
                     *         "websiteUrl": "https://coopcycle.org/",
                     *         "sourceUrl": "https://github.com/coopcycle/coopcycle-web",
                     *         "documentationUrl": null,
                     *         "usageGuide": "",
                     *         "contributionGuide": "",
                     *         "governance": "",
                     *         "needs": "",
                     *         "links": [],
                     *         "images": [],
                     *         "activities": [
                     *           {
                     *             "id": "01987a3e-0000-7000-8000-000000000001",
                     *             "slug": "livraison-a-velo",
                     *             "title": "Livraison à vélo",
                     *             "usage": "Recevoir les commandes et organiser les tournées."
                     *           }
                     *         ],
                     *         "english": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ResourceAnswer"];
                };
            };
            /** @description Nothing has changed since the ETag given. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Nothing is published under this slug. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many searches at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listChanges: {
        parameters: {
            query?: {
                /** @description The `next` position of the last answer, or an instant (ISO 8601, with its time zone); nothing: from the beginning. */
                since?: string;
                /** @description Records in one answer. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description Given back as If-None-Match, it saves what has not changed. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "licence": {
                     *         "spdx": "CC-BY-SA-4.0",
                     *         "name": "Creative Commons Attribution-ShareAlike 4.0 International",
                     *         "url": "https://creativecommons.org/licenses/by-sa/4.0/",
                     *         "attribution": "Annuaire Essaim, https://annuaire.example"
                     *       },
                     *       "data": [
                     *         {
                     *           "change": "update",
                     *           "position": 41,
                     *           "record": {
                     *             "id": "01987a3e-0000-7000-8000-000000000001",
                     *             "slug": "livraison-a-velo",
                     *             "title": "Livraison à vélo",
                     *             "publishedAt": "2026-03-02T09:00:00.000Z",
                     *             "changedAt": "2026-04-10T14:30:00.000Z",
                     *             "confirmedOn": "2026-04-10",
                     *             "kind": "activity",
                     *             "url": "https://annuaire.example/activites/livraison-a-velo",
                     *             "summary": "Livrer repas et colis du quartier avec des vélos-cargos.",
                     *             "position": 41,
                     *             "organisation": {
                     *               "name": "Coopérative d’exemple",
                     *               "websiteUrl": "https://cooperative.example"
                     *             },
                     *             "sector": "delivery",
                     *             "maturity": "spreading",
                     *             "description": "Une coopérative de livreurs.",
                     *             "requirements": "Un local fermé.",
                     *             "steps": [
                     *               {
                     *                 "text": "Trouver trois restaurants.",
                     *                 "days": 5,
                     *                 "tools": ""
                     *               }
                     *             ],
                     *             "advantages": "Du temps choisi.",
                     *             "limits": "Des revenus modestes la première année.",
                     *             "income": "Au forfait, par course.",
                     *             "startupCostMinCents": 150000,
                     *             "startupCostMaxCents": 400000,
                     *             "monthlyCostMinCents": null,
                     *             "monthlyCostMaxCents": null,
                     *             "peopleMin": 2,
                     *             "peopleMax": 6,
                     *             "space": "15 m² de plain-pied",
                     *             "skills": [
                     *               "mécanique vélo"
                     *             ],
                     *             "legalForms": [
                     *               "cae",
                     *               "cooperative"
                     *             ],
                     *             "firstIncomeMinMonths": 1,
                     *             "firstIncomeMaxMonths": 3,
                     *             "figures": [
                     *               {
                     *                 "label": "Recettes de l’année",
                     *                 "cents": 2400000,
                     *                 "year": 2025,
                     *                 "source": ""
                     *               }
                     *             ],
                     *             "supporters": [
                     *               {
                     *                 "name": "Coopérative d’exemple",
                     *                 "url": null
                     *               }
                     *             ],
                     *             "questions": [],
                     *             "links": [],
                     *             "images": [],
                     *             "resources": [
                     *               {
                     *                 "id": "01987a3e-0000-7000-8000-000000000002",
                     *                 "slug": "coopcycle",
                     *                 "name": "CoopCycle",
                     *                 "usage": "Recevoir les commandes et organiser les tournées."
                     *               }
                     *             ],
                     *             "locations": [
                     *               {
                     *                 "commune": {
                     *                   "code": "59512",
                     *                   "name": "Roubaix",
                     *                   "lat": 50.6917,
                     *                   "lon": 3.2003
                     *                 },
                     *                 "sinceYear": 2024,
                     *                 "transferredFrom": {
                     *                   "code": "59350",
                     *                   "name": "Lille",
                     *                   "lat": 50.6311,
                     *                   "lon": 3.0468
                     *                 },
                     *                 "description": ""
                     *               }
                     *             ],
                     *             "experiences": [
                     *               {
                     *                 "id": "01987a3e-0000-7000-8000-000000000003",
                     *                 "displayName": "Malika",
                     *                 "commune": {
                     *                   "code": "59512",
                     *                   "name": "Roubaix",
                     *                   "lat": 50.6917,
                     *                   "lon": 3.2003
                     *                 },
                     *                 "sinceYear": 2024,
                     *                 "worked": "Les restaurants du quartier ont suivi.",
                     *                 "didNot": "Le premier hiver.",
                     *                 "publishedAt": "2026-04-02T08:00:00.000Z"
                     *               }
                     *             ],
                     *             "english": null
                     *           }
                     *         }
                     *       ],
                     *       "position": 41,
                     *       "next": null
                     *     }
                     */
                    "application/json": components["schemas"]["ChangesAnswer"];
                };
            };
            /** @description Nothing has changed since the ETag given. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter cannot be read. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many searches at once. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
