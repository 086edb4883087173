import { fileFormatLabels } from "@essaim/impact/report/impact-report.schema";
import { getMyReport } from "@essaim/impact/report/report.queries";
import { factsOf } from "@essaim/impact/report/report-paper";
import { DescriptionList } from "@essaim/ui/description-list";
import { formatDate, formatSize } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { ReportParts } from "../reports/report-parts";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => pageTitle(page?.title);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const grantId = recordId(params.id);
  const report = await context.execute(actor, getMyReport, { id: recordId(params.reportId) });
  if (report.grantId !== grantId) throw new Response(null, { status: 404 });
  const { id, content, seal, files } = report;
  return {
    ...{ id, grantId, title: content.title, chapters: content.chapters },
    grantTitle: content.header.grantTitle,
    cutOffOn: content.cutOffOn,
    facts: factsOf(content, seal),
    hash: seal.hash,
    verifyUrl: `${context.publicUrl}/verifier?code=${seal.code}`,
    files: files.map(({ format, sizeBytes }) => ({ format, sizeBytes })),
  };
}

/** A sealed impact report, as its funder reads it. */
export default function PortalReport() {
  const { id, grantId, title, grantTitle, cutOffOn, chapters, facts, hash, verifyUrl, files } =
    useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={title}
        breadcrumb={[
          { label: "Vos financements", href: paths.portal() },
          { label: grantTitle, href: paths.portalGrant(grantId, "documents") },
        ]}
        meta={<span>Chiffres au {formatDate(cutOffOn)}</span>}
      />
      <Section
        title="Le rapport et ses fichiers"
        rule={false}
        lead="Ni ses textes ni ses chiffres n’ont changé depuis son approbation."
      >
        <ul className="flex flex-wrap gap-x-6 gap-y-2">
          {files.map(({ format, sizeBytes }) => (
            <li key={format}>
              <a href={paths.portalReportFile(grantId, id, format)}>
                {fileFormatLabels[format]} ({formatSize(sizeBytes)})
              </a>
            </li>
          ))}
          <li>
            <a href={paths.portalReportFile(grantId, id, "scelle")}>Fichier scellé, à vérifier</a>
          </li>
          <li>
            <a href={verifyUrl}>Vérifier ce rapport</a>
          </li>
        </ul>
        <div className="max-w-2xl">
          <DescriptionList
            items={[
              ...facts.map(([term, value]) => ({ term, value })),
              {
                term: "Empreinte (SHA-256)",
                value: <code className="break-all">{hash}</code>,
              },
            ]}
          />
        </div>
      </Section>
      {chapters.map((chapter, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sealed chapters keep their order.
        <Section key={at} title={chapter.title}>
          <ReportParts parts={chapter.parts} />
        </Section>
      ))}
    </>
  );
}
