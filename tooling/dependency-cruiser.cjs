// The arrows of docs/ARCHITECTURE.md: apps → features → territory → identity → database. `commons` and `accompaniment`
// stand on `funding`, `media` on `directory`, `outreach` and `impact` may call other features' queries, `web` knows
// database, `ui` and `paper` know nothing of ours.
const FEATURES = "accompaniment|directory|funding|commons|media|outreach|impact";
const ours = "^(apps|packages|tooling|e2e)/";

const only = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: "error",
  from: { path: from },
  to: { path: ours, pathNot: allowed },
});

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circular",
      comment:
        "Modules that import each other in a circle cannot be understood, or changed, one by one.",
      severity: "error",
      from: {},
      // Types vanish at run time: a circle through them harms nothing.
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "resolvable",
      comment: "An import that leads nowhere hides an arrow from this check.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^(~/|virtual:)" },
    },
    only("database-is-the-floor", "database imports nothing else of ours.", "^packages/database/", [
      "^packages/database/",
    ]),
    only("identity-on-database", "identity imports database only.", "^packages/identity/", [
      "^packages/(identity|database)/",
    ]),
    only(
      "territory-on-identity",
      "territory imports identity and database.",
      "^packages/territory/",
      ["^packages/(territory|identity|database)/"],
    ),
    only(
      "features-on-territory",
      "A feature imports itself, territory, identity, database and paper.",
      `^packages/(?!impact|commons|accompaniment|media|outreach)(${FEATURES})/`,
      ["^packages/$1/", "^packages/(territory|identity|database|paper)/"],
    ),
    only(
      "paid-by-funding",
      "What is given to the commons, and to a person as a small aid, is paid by funding.",
      "^packages/(commons|accompaniment)/",
      ["^packages/$1/", "^packages/(funding|territory|identity|database|paper)/"],
    ),
    only(
      "media-serves-the-directory",
      "A piece of the media serves records of the directory, and shares its licences, images and words.",
      "^packages/media/",
      ["^packages/(media|directory|territory|identity|database|paper)/"],
    ),
    only(
      "outreach-tells-of-the-others",
      "A campaign tells of pieces, group sessions and partners: it reads them through their queries and words.",
      "^packages/outreach/(?!.*\\.db\\.test\\.ts$)",
      [
        "^packages/(outreach|territory|identity|database|paper)/",
        "^packages/(accompaniment|commons|directory|media)/src/[a-z/-]+\\.(queries|schema|rules|words)\\.ts$",
      ],
    ),
    only(
      "impact-reads-queries",
      "impact reads other features through their queries, and says what they read in their words.",
      "^packages/impact/(?!.*\\.db\\.test\\.ts$)",
      [
        "^packages/(impact|territory|identity|database|paper)/",
        `^packages/(${FEATURES})/src/[a-z/-]+\\.(queries|schema|words)\\.ts$`,
      ],
    ),
    only("web-on-database", "web imports database only.", "^packages/web/", [
      "^packages/(web|database)/",
    ]),
    only("paper-knows-no-data", "paper imports nothing of ours.", "^packages/paper/", [
      "^packages/paper/",
    ]),
    only("ui-knows-no-data", "ui imports nothing of ours.", "^packages/ui/", ["^packages/ui/"]),
    only(
      "apps-apart",
      "An app imports packages, never the other app nor the tooling.",
      "^apps/([^/]+)/",
      ["^apps/$1/", "^packages/"],
    ),
    only("tooling-below-nothing", "tooling imports packages, not the apps.", "^tooling/", [
      "^(tooling|packages)/",
    ]),
    {
      name: "sql-in-packages",
      comment: "Only packages and tooling speak to PostgreSQL: routes go through `execute`.",
      severity: "error",
      from: { pathNot: "^(packages|tooling)/" },
      to: { path: "node_modules/(kysely|pg)/" },
    },
    {
      name: "no-sql-in-ui-or-web",
      severity: "error",
      comment: "ui and web hold no query.",
      from: { path: "^packages/(ui|web)/" },
      to: { path: "node_modules/(kysely|pg)/" },
    },
    {
      name: "schemas-run-in-the-browser",
      comment: "A *.schema.ts or *.rules.ts file is pure: the browser may load it.",
      severity: "error",
      from: { path: "\\.(schema|rules)\\.ts$", pathNot: "^packages/database/" },
      to: {
        path: "node_modules/(kysely|pg)/|^packages/database/src/(?!today\\.ts|[^/]+\\.schema\\.ts)|\\.(queries|commands)\\.ts$",
        // Types vanish at run time: the shape of a record read may be named.
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "lucia-in-identity",
      comment: "Lucia is no longer maintained upstream: one package to change the day it must go.",
      severity: "error",
      from: { pathNot: "^packages/identity/" },
      to: { path: "node_modules/(lucia|@lucia-auth)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(build|\\.data|\\.turbo)/" },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".cjs", ".js", ".d.ts"],
      mainFields: ["module", "main", "types", "typings"],
    },
  },
};
