import { can } from "@essaim/identity/actor";
import { listPublishedSheets } from "@essaim/media/sheet/published-sheet.queries";
import {
  markMethod,
  placeSheet,
  publishSheet,
  removeSheet,
  withdrawSheet,
} from "@essaim/media/sheet/sheet.commands";
import { getSheet, listSheets } from "@essaim/media/sheet/sheet.queries";
import {
  markMethodSchema,
  placeSheetSchema,
  publishSheetSchema,
  sheetRefusals,
  sheetStepSchema,
} from "@essaim/media/sheet/sheet.schema";
import { listSheetFiles } from "@essaim/media/sheet/sheet-file.queries";
import { listSheetProposals } from "@essaim/media/sheet/sheet-proposal.queries";
import { branchOf } from "@essaim/media/sheet/tree.rules";
import { exportFormatLabels, exportFormats } from "@essaim/media/wiki/export.schema";
import { Alert } from "@essaim/ui/alert";
import { Badge } from "@essaim/ui/badge";
import { Button, ButtonLink, buttonClass } from "@essaim/ui/button";
import { Checkbox } from "@essaim/ui/checkbox";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDateTime, formatSize, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { Markdown } from "@essaim/ui/markdown";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { Select } from "@essaim/ui/select";
import { SubmitButton } from "@essaim/ui/submit-button";
import { FieldDiffs } from "@essaim/ui/text-diff";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { SheetState } from "./sheet-state";
import { treeOptions } from "./tree-options";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${page.sheet.title} · Fiches de savoir`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const sheet = await context.execute(actor, getSheet, { id: recordId(params.id) });
  const { sheets } = await context.execute(actor, listSheets, {});
  const start = context.publicUrl;
  const { organisation } = await context.execute(actor, listPublishedSheets, { start });
  const own = new Set(branchOf(sheets, sheet.id).map(({ id }) => id));
  const [files, proposals] = await Promise.all([
    context.execute(actor, listSheetFiles, { sheetId: sheet.id }),
    can(actor, "directory:moderate")
      ? context.execute(actor, listSheetProposals, { sheetId: sheet.id })
      : [],
  ]);
  return {
    sheet,
    files,
    proposals,
    publicHref: sheet.published && `${start}/fiches/${organisation.slug}/${sheet.published.path}`,
    places: treeOptions(sheets.filter(({ id }) => !own.has(id))),
    canWrite: can(actor, "media:write"),
    submissionId: crypto.randomUUID(),
  };
}

const conflict =
  "Quelqu’un a modifié cette fiche depuis que vous l’avez ouverte\u202f: relisez-la, puis recommencez.";

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  form.set("id", id);
  const submissionId = submissionIdOf(form);
  const here = paths.sheet(id);
  const refuse = (message: string, field?: "parentId") =>
    data({ message, field, key: crypto.randomUUID() }, { status: 422 });
  const intent = form.get("intent");
  if (intent === "place") {
    const parsed = parseForm(placeSheetSchema, form);
    if (!parsed.ok) return refuse(parsed.state.errors.parentId ?? "", "parentId");
    const outcome = await context.execute(actor, placeSheet, parsed.value, { submissionId });
    if (outcome.ok) throw redirect(`${here}?fait=fiche-deplacee`);
    if (outcome.reason === "form_already_used") throw redirect(here);
    return refuse(sheetRefusals[outcome.reason], "parentId");
  }
  if (intent === "method") {
    const parsed = parseForm(markMethodSchema, form);
    if (!parsed.ok) throw new Response(null, { status: 400 });
    await context.execute(actor, markMethod, parsed.value, { submissionId });
    throw redirect(`${here}?fait=methode`);
  }
  const parsed = parseForm(intent === "publish" ? publishSheetSchema : sheetStepSchema, form);
  if (!parsed.ok || !["publish", "withdraw", "remove"].includes(String(intent)))
    throw new Response(null, { status: 400 });
  const { value } = parsed;
  const outcome = await (intent === "publish"
    ? context.execute(actor, publishSheet, value, { submissionId })
    : intent === "withdraw"
      ? context.execute(actor, withdrawSheet, value, { submissionId })
      : context.execute(actor, removeSheet, value, { submissionId }));
  if (outcome.ok) {
    if (intent === "remove") throw redirect(paths.sheets({ fait: "fiche-en-corbeille" }));
    throw redirect(`${here}?fait=${intent === "publish" ? "publie" : "depublie"}`);
  }
  if (outcome.reason === "form_already_used") throw redirect(here);
  return refuse(outcome.reason === "conflict" ? conflict : sheetRefusals[outcome.reason]);
}

export default function SheetPage() {
  const page = useLoaderData<typeof loader>();
  const { sheet, publicHref, canWrite } = page;
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={sheet.title}
        breadcrumb={[
          { label: "Fiches de savoir", href: paths.sheets() },
          ...sheet.trail.map(({ id, title }) => ({ label: title, href: paths.sheet(id) })),
        ]}
        meta={
          <>
            <SheetState {...sheet} />
            {sheet.isMethod && <Badge icon="resource">Méthode</Badge>}
            <span>{sheet.licenceExpression}</span>
            <span>
              Version {sheet.headNumber},{" "}
              {sheet.proposedBy === null
                ? (sheet.wikiAuthor ?? sheet.writtenBy ?? "quelqu’un")
                : `proposée par ${sheet.proposedBy || "le public"}`}
              , {formatDateTime(sheet.writtenAt)}
            </span>
          </>
        }
        action={
          <>
            {publicHref && (
              <ButtonLink href={publicHref} icon="external">
                Page publique
              </ButtonLink>
            )}
            <ButtonLink href={paths.sheetHistory(sheet.id)} icon="history">
              Historique
            </ButtonLink>
            {canWrite && (
              <ButtonLink href={paths.editSheet(sheet.id)} variant="primary" icon="edit">
                Modifier
              </ButtonLink>
            )}
          </>
        }
      />
      {answer && !answer.field && (
        <Alert tone="danger" role="alert" title="Rien n’a changé">
          {answer.message}
        </Alert>
      )}
      {page.proposals.length > 0 && (
        <Alert
          tone="accent"
          title={plural(page.proposals.length, "texte proposé attend", "textes proposés attendent")}
        >
          <ul className="flex flex-col gap-1">
            {page.proposals.map(({ id, confirmedAt, credit }) => (
              <li key={id}>
                <Link href={paths.sheetProposal(id)}>
                  {`Lire la proposition de ${credit || "quelqu’un du public"}`}
                </Link>
                , reçue le {formatDateTime(confirmedAt)}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {sheet.unconverted && (
        <Alert tone="warning" title="Le wiki disait aussi ce que cette fiche ne sait pas dire">
          <p>
            Ces morceaux sont restés dans le texte comme du code, ou ont perdu leur forme&#8239;:
          </p>
          <ul className="list-disc pl-5">
            {[...new Set(sheet.unconverted.split("\n"))].map((piece) => (
              <li key={piece}>
                <code className="wrap-anywhere">{piece}</code>
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {canWrite && !sheet.isUpToDate && <ToPublish page={page} answer={answer} />}
      <Section title="Texte">
        <div lang={sheet.language === "fr" ? undefined : sheet.language}>
          {sheet.body.trim() ? (
            <Markdown withTables>{sheet.body}</Markdown>
          ) : (
            <p className="text-muted">Rien n’est encore écrit.</p>
          )}
        </div>
      </Section>
      <Section
        title="Fichiers"
        action={
          canWrite && (
            <ButtonLink href={paths.sheetFiles(sheet.id)} size="small" icon="upload">
              Joindre ou retirer
            </ButtonLink>
          )
        }
      >
        {page.files.length === 0 ? (
          <p className="text-muted">
            Aucun fichier. Un modèle de document ou un tableau à remplir aide à reprendre la fiche.
          </p>
        ) : (
          <ul className="flex flex-col gap-2">
            {page.files.map((file) => (
              <li key={file.id}>
                <a href={paths.sheetFile(sheet.id, file.id)} download className="wrap-anywhere">
                  {file.name}
                </a>{" "}
                <span className="text-sm text-muted">
                  {formatSize(file.sizeBytes)}, {file.licenceExpression}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section
        title="Sous cette fiche"
        action={
          canWrite && (
            <ButtonLink href={paths.newSheet({ sous: sheet.id })} size="small" icon="plus">
              Nouvelle fiche dessous
            </ButtonLink>
          )
        }
      >
        {sheet.children.length === 0 ? (
          <p className="text-muted">Aucune fiche.</p>
        ) : (
          <ul className="flex flex-col gap-2">
            {sheet.children.map((child) => (
              <li key={child.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Link href={paths.sheet(child.id)}>{child.title}</Link>
                <SheetState {...child} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      {canWrite && <Steps page={page} answer={answer} />}
    </>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type Refused = ReturnType<typeof useActionData<typeof action>>;

function Hidden({ page, answer, intent }: { page: Page; answer: Refused; intent: string }) {
  return (
    <>
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="version" value={page.sheet.version} />
      <input type="hidden" name="submissionId" value={answer ? answer.key : page.submissionId} />
    </>
  );
}

/** What the public would read anew. */
function ToPublish({ page, answer }: { page: Page; answer: Refused }) {
  const { sheet } = page;
  return (
    <Section title={sheet.published ? "Pas encore publié" : "Publication"}>
      {sheet.changes.length > 0 && <FieldDiffs changes={sheet.changes} />}
      <Form method="post" className="flex flex-col items-start gap-4">
        <Hidden page={page} answer={answer} intent="publish" />
        {sheet.hiddenWikiRevisions > 0 && (
          <Checkbox
            name="withWikiHistory"
            label={`Montrer aussi à tous l’histoire venue du wiki (${plural(sheet.hiddenWikiRevisions, "révision", "révisions")})`}
            hint="Seulement si tout le monde peut la lire sur ce wiki. Sans cela, ses auteurs sont nommés, et leurs textes d’avant restent entre nous."
          />
        )}
        <SubmitButton>
          {sheet.published ? "Publier les modifications" : "Publier cette fiche"}
        </SubmitButton>
      </Form>
    </Section>
  );
}

/** Where it stands, what may be taken away, and how it leaves. */
function Steps({ page, answer }: { page: Page; answer: Refused }) {
  const { sheet, places } = page;
  const state =
    answer?.field === "parentId" ? { values: {}, errors: { parentId: answer.message } } : undefined;
  return (
    <>
      {sheet.published && (
        <Section
          title="Emporter"
          lead="Cette fiche et celles qu’elle contient, telles que le public les lit."
        >
          <div className="flex flex-wrap gap-3">
            {exportFormats.map((format) => (
              <ButtonLink
                key={format}
                href={paths.exportSheets({ branche: sheet.published?.path, format })}
                icon="download"
                download
              >
                {exportFormatLabels[format]}
              </ButtonLink>
            ))}
          </div>
        </Section>
      )}
      <Section
        title="Méthode à reprendre"
        lead={
          sheet.isMethod
            ? "Cette fiche, celles qu’elle contient et leurs fichiers sont donnés ensemble, en une archive, dans la liste publique des méthodes."
            : "Une méthode réunit cette fiche, celles qu’elle contient et leurs fichiers en une archive que d’autres emportent et adaptent."
        }
      >
        <Form method="post" className="flex flex-wrap items-center gap-3">
          <Hidden page={page} answer={answer} intent="method" />
          <input type="hidden" name="isMethod" value={String(!sheet.isMethod)} />
          <Button type="submit">
            {sheet.isMethod ? "Ne plus en faire une méthode" : "En faire une méthode"}
          </Button>
          {sheet.isMethod && !sheet.published && (
            <span className="text-sm text-muted">
              Elle paraîtra dans la liste une fois la fiche publiée.
            </span>
          )}
        </Form>
      </Section>
      <Section title="Déplacer">
        <Form method="post" className="flex flex-col items-start gap-4" noValidate>
          <Hidden page={page} answer={answer} intent="place" />
          <Select
            label="Mettre sous"
            {...fieldProps(state, "parentId", sheet.parentId)}
            width="long"
            placeholder="Aucune&#8239;: à la racine"
            options={places}
            hint="Les fiches qu’elle contient la suivent, et ses adresses d’avant mènent aux nouvelles."
          />
          <Button type="submit">Déplacer</Button>
        </Form>
      </Section>
      <Section title="Retirer ou supprimer">
        <div className="flex flex-wrap gap-3">
          {sheet.published && (
            <Form method="post">
              <Hidden page={page} answer={answer} intent="withdraw" />
              <Button type="submit">Retirer du public</Button>
            </Form>
          )}
          <details className="print:hidden">
            <summary className={buttonClass()}>Supprimer…</summary>
            <Form method="post" className="mt-2 flex flex-col items-start gap-3">
              <Hidden page={page} answer={answer} intent="remove" />
              <p className="max-w-measure">
                La fiche ira à la corbeille avec ses versions, et quittera le public. On pourra l’en
                ressortir.
              </p>
              <SubmitButton variant="danger">Mettre à la corbeille</SubmitButton>
            </Form>
          </details>
        </div>
      </Section>
    </>
  );
}
