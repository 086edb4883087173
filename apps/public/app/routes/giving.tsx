import { getPublicGiving } from "@essaim/commons/giving/giving.queries";
import { sumGiven } from "@essaim/commons/giving/giving.rules";
import { formatCents, formatDuration, formatNumber } from "@essaim/ui/format";
import { Breadcrumb } from "@essaim/ui/page-header";
import { type Column, Table } from "@essaim/ui/table";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { i18nAt, useI18n } from "~/i18n/i18n";
import { pageMeta } from "~/page-meta";

export async function loader({ params, context }: LoaderFunctionArgs) {
  return await context.execute(context.actor, getPublicGiving, { slug: params.slug ?? "" });
}

export const meta: MetaFunction<typeof loader> = (args) => {
  if (!args.data) return [];
  const { t } = i18nAt(args.location.pathname);
  const { title, organisation } = args.data;
  return pageMeta(args, {
    title: t("giving.title", { title }),
    description: t("giving.lead", { organisation }),
  });
};

/** What the cooperative gives back to a commons, year by year and by kind. */
export default function Giving() {
  const { title, slug, organisation, given } = useLoaderData<typeof loader>();
  const { t, paths } = useI18n();
  return (
    <article className="flex flex-col gap-8">
      <header className="flex flex-col gap-3">
        <Breadcrumb
          items={[
            { label: t("nav.resources"), href: paths.resources() },
            { label: title, href: paths.resource(slug) },
          ]}
        />
        <h1 className="max-w-3xl text-3xl">{t("giving.title", { title })}</h1>
        <p className="max-w-measure text-muted">{t("giving.lead", { organisation })}</p>
      </header>
      <Sums
        caption={t("giving.byYear")}
        header={t("giving.year")}
        rows={sumGiven(given, "year").map((sum) => ({ ...sum, label: String(sum.key) }))}
      />
      <Sums
        caption={t("giving.byKind")}
        header={t("giving.kind")}
        rows={sumGiven(given, "kind").map((sum) => ({
          ...sum,
          label: t(`giving.kinds.${sum.key as "gift"}`),
        }))}
      />
      <p className="max-w-measure text-sm text-muted">{t("giving.note")}</p>
    </article>
  );
}

type Row = { label: string; entries: number; amountCents: number; minutes: number };

function Sums({ caption, header, rows }: { caption: string; header: string; rows: Row[] }) {
  const { t, locale } = useI18n();
  const total = (name: "entries" | "amountCents" | "minutes") =>
    rows.reduce((sum, row) => sum + row[name], 0);
  const money = (cents: number) => (cents > 0 ? formatCents(cents, locale) : "");
  const time = (minutes: number) => (minutes > 0 ? formatDuration(minutes) : "");
  const columns: (Column<Row> & { isUseful?: boolean })[] = [
    { key: "label", header, lead: true, cell: (row) => row.label, footer: t("giving.total") },
    {
      key: "entries",
      header: t("giving.entries"),
      numeric: true,
      cell: (row) => formatNumber(row.entries, locale),
      footer: formatNumber(total("entries"), locale),
    },
    {
      key: "money",
      isUseful: total("amountCents") > 0,
      header: t("giving.money"),
      numeric: true,
      className: "whitespace-nowrap",
      cell: (row) => money(row.amountCents),
      footer: money(total("amountCents")),
    },
    {
      key: "time",
      isUseful: total("minutes") > 0,
      header: t("giving.time"),
      numeric: true,
      className: "whitespace-nowrap",
      cell: (row) => time(row.minutes),
      footer: time(total("minutes")),
    },
  ];
  return (
    <Table
      caption={caption}
      columns={columns.filter(({ isUseful = true }) => isUseful)}
      rows={rows}
      rowKey={(row) => row.label}
      stack="sm"
    />
  );
}
