import { discardDraft } from "@essaim/accompaniment/meeting/draft.commands";
import { textFromCents } from "@essaim/database/money.schema";
import { cerfaRows, groupLabels } from "@essaim/funding/report/cerfa-rows.rules";
import { writeReport } from "@essaim/funding/report/report.commands";
import { getReport } from "@essaim/funding/report/report.queries";
import {
  annexQuestions,
  answersFormSchema,
  plannedField,
  qualitativeQuestions,
  questions,
  type ReportAnswers,
  readAnswers,
  realisedField,
  reportRefusals,
  sectionTextField,
  sectionTitleField,
} from "@essaim/funding/report/report.schema";
import { missingFrom, significantGaps } from "@essaim/funding/report/report-checks.rules";
import { gapInWords } from "@essaim/funding/report/report-document";
import { gapOf } from "@essaim/funding/report/report-figures.rules";
import { can } from "@essaim/identity/actor";
import { Checkbox } from "@essaim/ui/checkbox";
import { Disclosure } from "@essaim/ui/disclosure";
import { Fieldset } from "@essaim/ui/fieldset";
import { type FormState, fieldListProps, fieldProps } from "@essaim/ui/form-state";
import { formatCents } from "@essaim/ui/format";
import { MoneyField } from "@essaim/ui/money-field";
import { PageHeader } from "@essaim/ui/page-header";
import { TextArea } from "@essaim/ui/text-area";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Fragment } from "react";
import { type Answer, answer, differing, versionFor, type Words } from "~/answer";
import { refuseConflict, refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { Conflict } from "~/conflict";
import { DraftKeeper, DraftNotice, useDraft } from "~/draft";
import { draftFor, formAddress } from "~/draft.server";
import { FieldRow, FieldRows } from "~/field-rows";
import { readRows } from "~/form-rows";
import { paths } from "~/paths";
import { EnterSaves, RecordForm } from "~/record-form";
import { recordId } from "~/record-id";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

const rowLists = ["sections"];

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Rédiger ${page.report.label}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "grant:write")) throw new Response(null, { status: 403 });
  const ids = { grantId: recordId(params.id), id: recordId(params.reportId) };
  const { report, figures } = await context.execute(actor, getReport, ids);
  if (report.sentOn) throw redirect(paths.grantReport(ids.grantId, ids.id));
  const { frozen: _frozen, ...shown } = report;
  const asked = missingFrom(report, figures, readAnswers({})).map(({ field }) => field);
  return {
    report: shown,
    gaps: significantGaps(figures).map((row) => ({
      key: row.key,
      words: `${row.label}\u202f: ${gapInWords(gapOf(row).cents)}`,
    })),
    asked,
    ...(await draftFor(context, actor, request)),
    submissionId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const ids = { grantId: recordId(params.id), id: recordId(params.reportId) };
  await context.execute(actor, getReport, ids);
  const { form, changed } = readRows(await readForm(request), rowLists);
  if (changed) return data<Answer>(answer({ state: refuseForm(form, {}), rows: changed }));
  const parsed = parseForm(answersFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(
    actor,
    writeReport,
    { ...parsed.value, id: ids.id },
    { submissionId: submissionIdOf(form) },
  );
  if (outcome.ok) {
    await context.execute(actor, discardDraft, { form: formAddress(request) });
    throw redirect(`${paths.grantReport(ids.grantId, ids.id)}?fait=enregistre`);
  }
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  if (outcome.reason !== "conflict") return refuseField(form, reportRefusals[outcome.reason]);
  return refuseConflict(
    form,
    outcome,
    differing(answersInWords(parsed.value.answers), answersInWords(outcome.current.answers)),
  );
}

const yesNo = (value: boolean) => (value ? "Oui" : "Non");
const inWords = (cents: number | null | undefined) => (cents == null ? "" : formatCents(cents));

function answersInWords(answers: ReportAnswers): Words {
  return [
    ...questions.map(({ key, label }) => [label, answers.texts[key] ?? ""] as const),
    ["Parties", answers.sections.map(({ title, text }) => `${title}\n${text}`).join("\n\n")],
    ...cerfaRows.flatMap((row) => [
      [`${row.label}, prévu`, inWords(answers.amounts[row.key]?.planned)] as const,
      [`${row.label}, réalisé`, inWords(answers.amounts[row.key]?.realised)] as const,
    ]),
    ["Part de la coopérative comptée", yesNo(answers.countsOwnShare)],
    ["Subventions comptées pour le montant accordé", yesNo(answers.countsAwarded)],
    ["Pièces jointes", answers.annexes],
    ["Certifié par", answers.signatory],
    ["En qualité de", answers.signatoryCapacity],
    ["Fait à", answers.signedAt],
  ];
}

/** The answers as the fields of the form hold them. */
function savedValues(answers: ReportAnswers): Record<string, string> {
  const values: Record<string, string> = {};
  answers.sections.forEach(({ title, text }, at) => {
    values[sectionTitleField(at)] = title;
    values[sectionTextField(at)] = text;
  });
  return values;
}

export default function WriteReport() {
  const page = useLoaderData<typeof loader>();
  const { report, gaps, submissionId } = page;
  const shown = useActionData<typeof action>();
  const resumed = useDraft(page.draft);
  const state = shown?.state ?? resumed.state;
  const { answers } = report;
  const key = shown?.key ?? submissionId;
  const back = paths.grantReport(report.grantId, report.id);
  const isCerfa = report.form === "cerfa";
  /** The form may be saved without it, the report is not sent so. */
  const wanted = (name: string, hint = "") => {
    const isAsked = (page.asked as string[]).includes(name);
    return {
      optional: isAsked ? ("unmarked" as const) : true,
      hint: [hint, isAsked ? "Demandé pour l’envoi." : ""].filter(Boolean).join(" ") || undefined,
    };
  };
  const question = ({ key: name, label, hint }: { key: string; label: string; hint?: string }) => (
    <Fragment key={name}>
      {name === "gaps" && gaps.length > 0 && (
        <div>
          <p>Écarts de plus de 10&nbsp;%&#8239;:</p>
          <ul className="list-disc pl-5">
            {gaps.map((gap) => (
              <li key={gap.key}>{gap.words}</li>
            ))}
          </ul>
        </div>
      )}
      <TextArea
        label={label}
        {...wanted(name, hint)}
        rows={6}
        maxLength={20_000}
        {...fieldProps(state, name, answers.texts[name as keyof typeof answers.texts])}
      />
    </Fragment>
  );
  return (
    <>
      <PageHeader
        title={`Rédiger «\u202f${report.label}\u202f»`}
        breadcrumb={[
          { label: "Financements", href: paths.grants() },
          { label: report.grantTitle, href: paths.grant(report.grantId) },
          { label: "Comptes rendus", href: paths.reports(report.grantId) },
          { label: report.label, href: back },
        ]}
        lead="Ce que les données ne disent pas. Rien n’est obligatoire avant l’envoi, et votre texte est gardé à mesure."
      />
      {!shown && <DraftNotice draft={page.draft} resumed={resumed} />}
      <Conflict
        conflict={shown?.conflict}
        reloadHref={paths.writeReport(report.grantId, report.id)}
      />
      <RecordForm
        state={state}
        submissionId={key}
        version={versionFor(shown ?? resumed, report.version)}
        submitLabel="Enregistrer"
        cancelHref={back}
        resetKey={shown ? shown.key : resumed.key}
        after={<DraftKeeper draft={page.draft} resumed={resumed} submissionId={key} />}
      >
        <EnterSaves />
        {isCerfa ? (
          <Fieldset question="Le bilan qualitatif">{qualitativeQuestions.map(question)}</Fieldset>
        ) : (
          <Fieldset question="Les parties du compte rendu">
            <FieldRows
              list="sections"
              add="Ajouter une partie"
              spare={2}
              saved={flat(resumed.state) ?? savedValues(answers)}
              answer={shown}
            >
              {(row, field) => (
                <FieldRow key={row.index} row={row} one="Partie" ordered>
                  <TextField label="Titre" optional="unmarked" {...field("title")} />
                  <TextArea
                    label="Texte"
                    optional="unmarked"
                    rows={6}
                    maxLength={20_000}
                    {...field("text")}
                  />
                </FieldRow>
              )}
            </FieldRows>
          </Fieldset>
        )}
        <Fieldset question="Ce que comptent les tableaux">
          <Checkbox
            name="countsOwnShare"
            label="Compter aussi la part des dépenses qui reste à la charge de la coopérative"
            hint="Elle apparaît en charges, et en ressources propres du même montant."
            defaultChecked={isTicked(state, "countsOwnShare", answers.countsOwnShare)}
          />
          <Checkbox
            name="countsAwarded"
            label="Compter les subventions pour leur montant accordé"
            hint="Sinon, pour ce qui en est reçu à la fin de la période."
            defaultChecked={isTicked(state, "countsAwarded", answers.countsAwarded)}
          />
          <Disclosure summary="Compléter des montants à la main" open={hasAmounts(state, answers)}>
            <HandAmounts state={state} answers={answers} />
          </Disclosure>
        </Fieldset>
        {isCerfa && <Fieldset question="L’annexe">{annexQuestions.map(question)}</Fieldset>}
        <Fieldset question="Pièces et signature">
          <TextArea
            label="Pièces jointes"
            hint="Une par ligne&#8239;: rapport d’activité, comptes approuvés du dernier exercice…"
            optional
            rows={3}
            {...fieldProps(state, "annexes", answers.annexes)}
          />
          <TextField
            label="Certifié par"
            {...wanted("signatory", "Prénom et nom de qui représente la coopérative.")}
            autoComplete="off"
            {...fieldProps(state, "signatory", answers.signatory)}
          />
          <TextField
            label="En qualité de"
            {...wanted("signatoryCapacity")}
            width="medium"
            autoComplete="off"
            {...fieldProps(state, "signatoryCapacity", answers.signatoryCapacity)}
          />
          <TextField
            label="Fait à"
            optional
            width="medium"
            autoComplete="off"
            {...fieldProps(state, "signedAt", answers.signedAt)}
          />
        </Fieldset>
      </RecordForm>
    </>
  );
}

/** A draft's fields, one value each. */
function flat(state: FormState | undefined): Record<string, string> | undefined {
  if (!state) return undefined;
  return Object.fromEntries(
    Object.entries(state.values).map(([name, value]) => [
      name,
      Array.isArray(value) ? (value.at(-1) ?? "") : value,
    ]),
  );
}

const isTicked = (state: FormState | undefined, name: string, saved: boolean) =>
  fieldListProps(state, name, saved ? ["on"] : []).defaultValue.length > 0;

/** Shown open when something in it is written or wrong. */
const hasAmounts = (state: FormState | undefined, answers: ReportAnswers) =>
  Object.keys(answers.amounts).length > 0 ||
  cerfaRows.some(({ key }) =>
    [plannedField(key), realisedField(key)].some(
      (name) => state?.values[name] || state?.errors[name],
    ),
  );

function HandAmounts({ state, answers }: { state: FormState | undefined; answers: ReportAnswers }) {
  const sides = [
    ["charge", "Charges"],
    ["product", "Produits"],
  ] as const;
  const text = (cents: number | null | undefined) => (cents == null ? null : textFromCents(cents));
  return (
    <div className="flex flex-col gap-6">
      <p className="max-w-measure text-muted">
        Ce que vous écrivez ici s’ajoute à ce que disent le budget, les dépenses et les versements.
      </p>
      {sides.map(([side, title]) => (
        <fieldset key={side} className="grid gap-x-10 gap-y-4 lg:grid-cols-2">
          <legend className="mb-2 font-semibold">{title}</legend>
          {cerfaRows
            .filter((row) => row.side === side)
            .map((row) => (
              <fieldset key={row.key} className="border-t border-line pt-3">
                <legend className="float-left mb-2 w-full">
                  {row.account ? `${row.account} · ${row.label}` : row.label}
                  {row.group !== "direct" && row.group !== "own" && (
                    <span className="block text-sm text-muted">{groupLabels[side][row.group]}</span>
                  )}
                </legend>
                <div className="clear-both flex flex-wrap gap-x-6 gap-y-3">
                  <MoneyField
                    label="Prévu"
                    optional="unmarked"
                    {...fieldProps(
                      state,
                      plannedField(row.key),
                      text(answers.amounts[row.key]?.planned),
                    )}
                  />
                  <MoneyField
                    label="Réalisé"
                    optional="unmarked"
                    {...fieldProps(
                      state,
                      realisedField(row.key),
                      text(answers.amounts[row.key]?.realised),
                    )}
                  />
                </div>
              </fieldset>
            ))}
        </fieldset>
      ))}
    </div>
  );
}
