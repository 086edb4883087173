import { stringify } from "csv-stringify/sync";
import type { OpenActivity, OpenRecord, OpenResource } from "./record.schema.ts";

type Columns<R> = Record<string, (record: R) => string | number | null>;

const list = (texts: readonly string[]) => texts.join(" | ");
const common = {
  id: ({ id }: OpenRecord) => id,
  slug: ({ slug }: OpenRecord) => slug,
  url: ({ url }: OpenRecord) => url,
  published_at: ({ publishedAt }: OpenRecord) => publishedAt,
  changed_at: ({ changedAt }: OpenRecord) => changedAt,
  confirmed_on: ({ confirmedOn }: OpenRecord) => confirmedOn,
  organisation: ({ organisation }: OpenRecord) => organisation.name,
};

const activityColumns: Columns<OpenActivity> = {
  ...common,
  title: ({ title }) => title,
  summary: ({ summary }) => summary,
  sector: ({ sector }) => sector,
  maturity: ({ maturity }) => maturity,
  description: ({ description }) => description,
  requirements: ({ requirements }) => requirements,
  steps: ({ steps }) => list(steps.map(({ text }) => text)),
  advantages: ({ advantages }) => advantages,
  limits: ({ limits }) => limits,
  income: ({ income }) => income,
  startup_cost_min_cents: ({ startupCostMinCents }) => startupCostMinCents,
  startup_cost_max_cents: ({ startupCostMaxCents }) => startupCostMaxCents,
  monthly_cost_min_cents: ({ monthlyCostMinCents }) => monthlyCostMinCents,
  monthly_cost_max_cents: ({ monthlyCostMaxCents }) => monthlyCostMaxCents,
  people_min: ({ peopleMin }) => peopleMin,
  people_max: ({ peopleMax }) => peopleMax,
  space: ({ space }) => space,
  skills: ({ skills }) => list(skills),
  legal_forms: ({ legalForms }) => list(legalForms),
  first_income_min_months: ({ firstIncomeMinMonths }) => firstIncomeMinMonths,
  first_income_max_months: ({ firstIncomeMaxMonths }) => firstIncomeMaxMonths,
  resources: ({ resources }) => list(resources.map(({ slug }) => slug)),
  communes: ({ locations }) => list(locations.map(({ commune }) => commune.code)),
  experiences: ({ experiences }) => experiences.length,
};

const resourceColumns: Columns<OpenResource> = {
  ...common,
  name: ({ name }) => name,
  kind: ({ resourceKind }) => resourceKind,
  summary: ({ summary }) => summary,
  description: ({ description }) => description,
  licence: ({ licenceExpression }) => licenceExpression,
  licence_status: ({ licenceStatus }) => licenceStatus,
  website_url: ({ websiteUrl }) => websiteUrl,
  source_url: ({ sourceUrl }) => sourceUrl,
  documentation_url: ({ documentationUrl }) => documentationUrl,
  usage_guide: ({ usageGuide }) => usageGuide,
  contribution_guide: ({ contributionGuide }) => contributionGuide,
  governance: ({ governance }) => governance,
  needs: ({ needs }) => needs,
  activities: ({ activities }) => list(activities.map(({ slug }) => slug)),
};

/** Lines of CSV (RFC 4180). Nothing in them is a formula for a spreadsheet. */
export const writeCsv = (rows: unknown[][]): string =>
  stringify(rows, { record_delimiter: "\r\n", escape_formulas: true });

/** Records of one kind as CSV, its header first. */
export async function* csvOf(
  kind: OpenRecord["kind"],
  pages: AsyncIterable<readonly OpenRecord[]>,
): AsyncGenerator<string> {
  const columns = (kind === "activity" ? activityColumns : resourceColumns) as Columns<OpenRecord>;
  yield writeCsv([Object.keys(columns)]);
  for await (const records of pages) {
    const rows = records
      .filter((record) => record.kind === kind)
      .map((record) => Object.values(columns).map((column) => column(record)));
    if (rows.length > 0) yield writeCsv(rows);
  }
}
