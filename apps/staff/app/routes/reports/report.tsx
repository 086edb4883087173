import { getJob } from "@essaim/identity/job.queries";
import { jobIdSchema } from "@essaim/identity/job.schema";
import {
  addableKinds,
  fileFormatLabels,
  fileFormats,
  impactReportRefusals,
  type Section as ReportSection,
  reportStepSchema,
  sectionKindLabels,
  sectionStepSchema,
} from "@essaim/impact/report/impact-report.schema";
import { changeSections, removeImpactReport } from "@essaim/impact/report/report.commands";
import { getImpactReport } from "@essaim/impact/report/report.queries";
import { writeValue } from "@essaim/impact/report/report.words";
import { stops, unreadableParts } from "@essaim/impact/report/report-checks.rules";
import { askReportFiles } from "@essaim/impact/report/report-file.commands";
import { factsOf } from "@essaim/impact/report/report-paper";
import { Alert } from "@essaim/ui/alert";
import { Badge } from "@essaim/ui/badge";
import { Button, ButtonLink } from "@essaim/ui/button";
import { DescriptionList } from "@essaim/ui/description-list";
import { Disclosure } from "@essaim/ui/disclosure";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { formatDate, formatDay, formatSize } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { Table } from "@essaim/ui/table";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { refuseConflict, refuseField, refuseTyped } from "~/answer.server";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { useFollow } from "~/use-follow";
import { ReportParts } from "./report-parts";
import { lackWords } from "./report-words";

export const meta: MetaFunction<typeof loader> = ({ data: page }) => pageTitle(page?.report.title);

/** `?tache=…`: the job that prepares the files of a report just approved. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const page = await context.execute(actor, getImpactReport, { id: recordId(params.id) });
  const { id, title, grantId, grantTitle, cutOffOn, approvedAt, version, sections } = page.report;
  const { content, seal, files, changes, lacks, isFrozen } = page;
  const asked = jobIdSchema.safeParse({ id: new URL(request.url).searchParams.get("tache") });
  const awaits = seal !== null && files.length < fileFormats.length && asked.success;
  return {
    preparing: awaits && (await isGoingOn(context, actor, asked.data)) ? asked.data.id : null,
    unreadable: seal ? unreadableParts(content).signs : [],
    report: { id, title, grantId, grantTitle, cutOffOn, version, isApproved: approvedAt !== null },
    sections: sections.map((section, at) => ({
      section,
      parts: content.chapters[at]?.parts ?? [],
    })),
    chapters: content.chapters,
    method: seal ? null : (content.chapters[sections.length] ?? null),
    facts: factsOf(content, seal),
    verifyUrl: seal && `${context.publicUrl}/verifier?code=${seal.code}`,
    ...{ seal, files, changes, isFrozen, exact: page.exact },
    lacks: lacks.map((lack) => ({ ...lackWords(lack, { id, grantId }), stops: stops(lack) })),
    addable: addableKinds(sections),
  };
}

/** Somebody else's job is as good as absent. */
async function isGoingOn(
  context: LoaderFunctionArgs["context"],
  actor: Awaited<ReturnType<LoaderFunctionArgs["context"]["requireActor"]>>,
  job: { id: string },
): Promise<boolean> {
  try {
    const { status } = await context.execute(actor, getJob, job);
    return status === "queued" || status === "running";
  } catch (error) {
    if (error instanceof Response && error.status === 404) return false;
    throw error;
  }
}

/** `do`: the files, or the end of a draft; anything else is a step of its sections. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  if (form.get("do") === "files") {
    const asked = await context.execute(actor, askReportFiles, { reportId: id });
    if (!asked.ok) throw new Error("Nothing to refuse");
    throw redirect(paths.job(asked.jobId));
  }
  if (form.get("do") === "delete") {
    const parsed = parseForm(reportStepSchema.omit({ id: true }), form);
    if (!parsed.ok) return refuseTyped(parsed.state);
    const gone = await context.execute(actor, removeImpactReport, { ...parsed.value, id });
    if (gone.ok) throw redirect(`${paths.impactReports()}?fait=supprime`);
    if (gone.reason === "form_already_used") throw new Error("No form asks for this");
    if (gone.reason === "conflict") return refuseConflict(form, gone, []);
    return refuseField(form, impactReportRefusals[gone.reason]);
  }
  const parsed = parseForm(sectionStepSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(actor, changeSections, { ...parsed.value, id });
  if (outcome.ok) {
    const { step, sectionId } = parsed.value;
    if (step === "add" && outcome.sectionId) {
      throw redirect(paths.editReportSection(id, outcome.sectionId));
    }
    throw redirect(
      `${paths.impactReport(id)}?fait=enregistre#${step === "remove" ? "parties" : `partie-${sectionId}`}`,
    );
  }
  if (outcome.reason === "form_already_used") throw new Error("No form asks for this");
  if (outcome.reason === "conflict") return refuseConflict(form, outcome, []);
  return refuseField(form, impactReportRefusals[outcome.reason]);
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function ImpactReport() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { report, seal, facts } = page;
  return (
    <>
      <PageHeader
        title={report.title}
        breadcrumb={[{ label: "Rapports d’impact", href: paths.impactReports() }]}
        meta={
          <>
            {seal ? (
              <Badge tone="success">Approuvé et scellé</Badge>
            ) : (
              <Badge tone="neutral">Brouillon</Badge>
            )}
            <Link href={paths.grant(report.grantId)}>{report.grantTitle}</Link>
            <span>Chiffres au {formatDate(report.cutOffOn)}</span>
          </>
        }
        action={
          !seal && (
            <>
              <ButtonLink href={paths.editImpactReport(report.id)} icon="edit">
                Titre et jour
              </ButtonLink>
              <ButtonLink href={paths.approveImpactReport(report.id)} variant="primary">
                Approuver le rapport
              </ButtonLink>
            </>
          )
        }
      />
      <ErrorSummary errors={answer?.state.errors} formError={answer?.state.formError} />
      <Conflict conflict={answer?.conflict} reloadHref={paths.impactReport(report.id)} />
      {seal ? <Seal page={page} /> : <State page={page} />}
      {!seal && <Exact page={page} />}
      <Files page={page} />
      <Section title="Le rapport" id="parties">
        <div className="max-w-2xl">
          <DescriptionList items={facts.map(([term, value]) => ({ term, value }))} />
        </div>
      </Section>
      {seal
        ? page.chapters.map((chapter, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: sealed chapters keep their order.
            <Section key={at} title={chapter.title}>
              <ReportParts parts={chapter.parts} />
            </Section>
          ))
        : page.sections.map(({ section, parts }, at) => (
            <Section
              key={section.id}
              id={`partie-${section.id}`}
              title={section.title}
              action={
                <Steps
                  report={report}
                  section={section}
                  isFirst={at === 0}
                  isLast={at === page.sections.length - 1}
                />
              }
            >
              {parts.length > 0 ? (
                <ReportParts parts={parts} />
              ) : (
                <p className="text-muted">Rien encore. {sectionKindLabels[section.kind].shows}</p>
              )}
            </Section>
          ))}
      {page.method && (
        <Section
          title={page.method.title}
          lead="Cette partie est écrite d’après le registre des indicateurs, et toujours là."
        >
          <ReportParts parts={page.method.parts} />
        </Section>
      )}
      {!seal && <Edges page={page} />}
    </>
  );
}

/** What proves a sealed report, and what its figures have become. */
function Seal({ page: { report, seal, verifyUrl, changes } }: { page: Page }) {
  if (!seal || !verifyUrl) return null;
  const word = (value: string) => <code className="break-all">{value}</code>;
  return (
    <>
      <Section
        title="Sceau"
        rule={false}
        lead="Ni les textes ni les chiffres de ce rapport n’ont changé depuis son approbation. Chacun peut le vérifier."
        action={
          <>
            <a className="font-semibold" href={paths.impactReportFile(report.id, "scelle")}>
              Télécharger le fichier scellé
            </a>
            <a href={verifyUrl} rel="noopener">
              Page de vérification
            </a>
          </>
        }
      >
        <DescriptionList
          items={[
            { term: "Code", value: word(seal.code) },
            { term: "Empreinte (SHA-256)", value: word(seal.hash) },
            { term: "Signature (Ed25519)", value: word(seal.signature) },
            { term: "Clé", value: word(seal.keyId) },
          ]}
        />
      </Section>
      <Section
        title="Ce qui a changé depuis"
        lead={
          changes.length === 0
            ? "Les chiffres d’aujourd’hui, à ce même jour, sont ceux du rapport."
            : "Des dossiers ont été complétés ou corrigés depuis. Ces chiffres exacts sont pour l’équipe seule\u202f: le rapport reste tel qu’il est."
        }
      >
        {changes.length > 0 && (
          <div className="max-w-3xl">
            <Table
              caption="Chiffres du rapport et chiffres d’aujourd’hui"
              hideCaption
              rows={changes}
              rowKey={({ key }) => key}
              stack="sm"
              columns={[
                { key: "name", header: "Indicateur", lead: true, cell: ({ name }) => name },
                {
                  key: "sealed",
                  header: "Dans le rapport",
                  numeric: true,
                  cell: ({ sealed, unit }) => writeValue(sealed, unit),
                },
                {
                  key: "now",
                  header: "Aujourd’hui",
                  numeric: true,
                  cell: ({ now, unit }) => (now === null ? "inconnu" : writeValue(now, unit)),
                },
              ]}
            />
          </div>
        )}
      </Section>
    </>
  );
}

/** What a draft is worth, and what it lacks. */
function State({ page: { isFrozen, lacks, report } }: { page: Page }) {
  return (
    <>
      <Alert title={isFrozen ? "Chiffres déjà arrêtés" : "Chiffres provisoires"}>
        {isFrozen
          ? `Les chiffres du ${formatDate(report.cutOffOn)} sont arrêtés\u202f: ceux du rapport ne changeront plus. Ses textes sont encore à vous.`
          : "Voici ce que dirait le rapport s’il était approuvé maintenant. Ses chiffres seront arrêtés à l’approbation, sous secret statistique. Le financeur ne voit rien de ce brouillon."}
      </Alert>
      <Section title="Ce qui manque" rule={false}>
        {lacks.length === 0 ? (
          <p>Rien&#8239;: le rapport peut être approuvé.</p>
        ) : (
          <ul className="flex list-disc flex-col gap-1.5 pl-5">
            {lacks.map(({ sentence, href, label, stops }) => (
              <li key={sentence} className="max-w-measure">
                {sentence} {!stops && <span className="text-muted">(à vérifier)</span>}{" "}
                <Link href={href}>{label}</Link>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}

function Files({ page: { report, seal, files, preparing, unreadable } }: { page: Page }) {
  useFollow(preparing !== null);
  const made = fileFormats.flatMap((format) => files.filter((file) => file.format === format));
  const isOld = !seal && made.some((file) => file.version !== report.version);
  return (
    <Section
      title="Fichiers"
      lead={
        seal
          ? `Chacun dit la même chose que cette page${unreadable.length > 0 ? `, mais le PDF écrit «\u202f?\u202f» à la place de ${unreadable.slice(0, 20).join(" ")}` : ""}. Le financeur les télécharge aussi.`
          : "Chaque page et chaque nom de fichier d’un brouillon le dit."
      }
      action={
        preparing ? (
          <Link href={paths.job(preparing)}>Voir où cela en est</Link>
        ) : (
          <Form method="post">
            <input type="hidden" name="do" value="files" />
            <Button type="submit" icon="download">
              {made.length > 0 ? "Les préparer de nouveau" : "Préparer les fichiers"}
            </Button>
          </Form>
        )
      }
    >
      {preparing && <p>Les fichiers se préparent.</p>}
      {made.length > 0 && (
        <>
          {isOld && (
            <p className="text-muted">
              Le rapport a changé depuis&#8239;: préparez-les de nouveau pour en tenir compte.
            </p>
          )}
          <ul className="flex flex-wrap gap-x-6 gap-y-2">
            {made.map(({ format, sizeBytes, madeAt }) => (
              <li key={format}>
                <a
                  className="font-semibold"
                  href={paths.impactReportFile(report.id, format)}
                >{`${fileFormatLabels[format]} (${formatSize(sizeBytes)})`}</a>
                <span className="text-sm text-muted">, {formatDay(new Date(madeAt))}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

/** What may be done with a section: each button is a form, so that none wants a script. */
function Steps({
  report,
  section,
  isFirst,
  isLast,
}: {
  report: Page["report"];
  section: ReportSection;
  isFirst: boolean;
  isLast: boolean;
}) {
  const steps = [
    ...(isFirst ? [] : [["up", "Monter"] as const]),
    ...(isLast ? [] : [["down", "Descendre"] as const]),
    ["remove", "Retirer"] as const,
  ];
  return (
    <>
      <ButtonLink
        size="small"
        icon="edit"
        href={paths.editReportSection(report.id, section.id)}
        aria-label={`Écrire «\u202f${section.title}\u202f»`}
      >
        Écrire
      </ButtonLink>
      <Form method="post" className="flex flex-wrap gap-3">
        <input type="hidden" name="version" value={report.version} />
        <input type="hidden" name="sectionId" value={section.id} />
        {steps.map(([step, label]) => (
          <Button
            key={step}
            type="submit"
            size="small"
            variant="quiet"
            name="step"
            value={step}
            aria-label={`${label} «\u202f${section.title}\u202f»`}
          >
            {label}
          </Button>
        ))}
      </Form>
    </>
  );
}

/** For whoever prepares the report: what is behind what it will show. */
function Exact({ page: { exact, report } }: { page: Page }) {
  return (
    <Disclosure summary="Chiffres exacts, pour l’équipe seule">
      <p className="max-w-measure text-muted">
        D’après les dossiers d’aujourd’hui, au {formatDate(report.cutOffOn)}. Le rapport ne les
        montre que si le secret statistique le permet.
      </p>
      <div className="max-w-2xl">
        <Table
          caption="Chiffres exacts"
          hideCaption
          rows={exact}
          rowKey={({ key }) => key}
          stack="never"
          columns={[
            { key: "name", header: "Indicateur", lead: true, cell: ({ name }) => name },
            {
              key: "value",
              header: "Aujourd’hui",
              numeric: true,
              cell: ({ value, unit }) => (value === null ? "inconnu" : writeValue(value, unit)),
            },
          ]}
        />
      </div>
    </Disclosure>
  );
}

/** What may be added to a draft, and its end. */
function Edges({ page: { report, addable } }: { page: Page }) {
  return (
    <Section title="Ajouter une partie">
      {addable.length > 0 && (
        <Form method="post" className="flex flex-wrap items-end gap-3">
          <input type="hidden" name="version" value={report.version} />
          <input type="hidden" name="step" value="add" />
          <Select
            name="kind"
            label="Partie"
            placeholder={false}
            defaultValue={addable[0]}
            options={addable.map((kind) => ({ value: kind, label: sectionKindLabels[kind].title }))}
          />
          <Button type="submit" icon="plus">
            Ajouter
          </Button>
        </Form>
      )}
      <Form method="post">
        <input type="hidden" name="version" value={report.version} />
        <input type="hidden" name="do" value="delete" />
        <Button type="submit" variant="quiet">
          Supprimer ce brouillon
        </Button>
      </Form>
    </Section>
  );
}
