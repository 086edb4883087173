import {
  documentExtensions,
  documentTypesHint,
} from "@essaim/accompaniment/document/document.schema";
import { today } from "@essaim/database/today";
import { can } from "@essaim/identity/actor";
import { getCredit } from "@essaim/media/piece/credit.queries";
import { creditRoleLabels } from "@essaim/media/piece/credit.schema";
import { Alert } from "@essaim/ui/alert";
import { Button } from "@essaim/ui/button";
import { DateField } from "@essaim/ui/date-field";
import { DescriptionList } from "@essaim/ui/description-list";
import { Disclosure } from "@essaim/ui/disclosure";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FileField } from "@essaim/ui/file-field";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatSize } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { TextField } from "@essaim/ui/text-field";
import { readUpload } from "@essaim/web/upload";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { changeCredit } from "./change-credit.server";
import { ConsentBadge } from "./consent-badge";
import { CreditFields } from "./credit-fields";
import { pieceCrumbs } from "./piece-words";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `Accord de ${page.credit.name}`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const credit = await context.execute(actor, getCredit, { id: recordId(params.creditId) });
  if (credit.pieceId !== params.id) throw new Response(null, { status: 404 });
  return {
    credit,
    canWrite: can(actor, "media:write"),
    maxBytes: context.uploadLimit,
    today: today(),
    submissionId: crypto.randomUUID(),
    fileId: crypto.randomUUID(),
  };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "media:write")) throw new Response(null, { status: 403 });
  const upload = await readUpload(request, { maxBytes: context.uploadLimit });
  const id = recordId(params.creditId);
  return await changeCredit(context, actor, { id, pieceId: recordId(params.id) }, upload);
}

/** One person of a piece: what they agreed to, and what happens when they change their mind. */
export default function CreditPage() {
  const { credit, canWrite } = useLoaderData<typeof loader>();
  const crumbs = [
    ...pieceCrumbs({ id: credit.pieceId, title: credit.pieceTitle }),
    { label: "Personnes et accords", href: paths.piecePeople(credit.pieceId) },
  ];
  return (
    <>
      <PageHeader
        title={credit.name}
        breadcrumb={crumbs}
        meta={
          <>
            <span>{creditRoleLabels[credit.role]}</span>
            <ConsentBadge credit={credit} />
          </>
        }
      />
      <DescriptionList
        items={[
          {
            term: "Accord signé",
            value: credit.fileName && (
              // A plain link: the browser keeps the file, and stays on this page.
              <a href={paths.pieceConsent(credit.pieceId, credit.id)} download>
                {credit.fileName}
                {credit.sizeBytes !== null && ` (${formatSize(credit.sizeBytes)})`}
              </a>
            ),
          },
          { term: "Où est son papier", value: credit.keptWhere },
          {
            term: "Ce que lit le public",
            value: credit.isInForce ? (credit.isAnonymous ? "Anonyme" : credit.name) : "Rien",
          },
        ]}
      />
      {canWrite && (
        <>
          {credit.isInForce ? <Withdraw /> : <Sign />}
          <Edit />
        </>
      )}
    </>
  );
}

/** The three forms of the page answer each for itself: what came back is drawn in the one that was sent. */
function useStep(step: string) {
  const { submissionId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const shown = answer?.state.values.step === step ? answer : undefined;
  return {
    state: shown?.state,
    isSending: useNavigation().state !== "idle",
    formProps: {
      method: "post",
      encType: "multipart/form-data",
      noValidate: true,
      key: shown?.key,
    } as const,
    hidden: (
      <>
        <input type="hidden" name="step" value={step} />
        <input type="hidden" name="submissionId" value={shown?.key ?? submissionId} />
      </>
    ),
  };
}

function Sign() {
  const { credit, maxBytes, today, fileId } = useLoaderData<typeof loader>();
  const { state, isSending, formProps, hidden } = useStep("sign");
  const { key, ...form } = formProps;
  return (
    <Section title="Noter son accord">
      <ErrorSummary errors={state?.errors} formError={state?.formError} />
      <Form key={key} {...form}>
        {hidden}
        <input type="hidden" name="fileId" value={fileId} />
        <FormLayout>
          <DateField label="Signé le" max={today} {...fieldProps(state, "signedOn")} />
          <FileField
            label="L’accord signé"
            name="file"
            optional
            accept={documentExtensions}
            maxBytes={maxBytes}
            hint={`${documentTypesHint} ${formatSize(maxBytes)} au plus.`}
            error={state?.errors.file}
          />
          <TextField
            label="Ou l’endroit où son papier est rangé"
            optional
            width="long"
            maxLength={200}
            {...fieldProps(state, "keptWhere", credit.keptWhere)}
          />
          <FormActions>
            <SubmitButton pending={isSending}>Noter l’accord</SubmitButton>
          </FormActions>
        </FormLayout>
      </Form>
    </Section>
  );
}

/** What the public loses, before it is lost. */
const losses = {
  piece:
    "Le contenu sera retiré tout de suite de la médiathèque publique, et reviendra au montage\u202f: cette personne s’y voit, s’y entend ou y est nommée ailleurs qu’au générique.",
  credit:
    "Son nom quittera tout de suite la page publique. Le reste du contenu restera tel qu’il est.",
  none: "Rien de public ne la nomme aujourd’hui.",
};

function Withdraw() {
  const { credit, today } = useLoaderData<typeof loader>();
  const { state, isSending, formProps, hidden } = useStep("withdraw");
  const { key, ...form } = formProps;
  return (
    <Section title="Si cette personne change d’avis">
      <Disclosure summary="Noter le retrait de son accord" open={Boolean(state)}>
        <ErrorSummary errors={state?.errors} formError={state?.formError} />
        <Form key={key} {...form}>
          {hidden}
          <FormLayout>
            <Alert tone="warning" level={3} title="Ce qui se passera">
              {losses[credit.wouldLose ?? "none"]}
            </Alert>
            <DateField
              label="Le jour où elle l’a dit"
              max={today}
              {...fieldProps(state, "withdrawnOn", today)}
            />
            <FormActions>
              <SubmitButton pending={isSending} variant="danger">
                Retirer son accord
              </SubmitButton>
            </FormActions>
          </FormLayout>
        </Form>
      </Disclosure>
    </Section>
  );
}

function Edit() {
  const { credit } = useLoaderData<typeof loader>();
  const { state, isSending, formProps, hidden } = useStep("edit");
  const { key, ...form } = formProps;
  return (
    <Section title="Modifier">
      <Disclosure summary="Son nom, son rôle" open={Boolean(state)}>
        <ErrorSummary errors={state?.errors} formError={state?.formError} />
        <Form key={key} {...form}>
          {hidden}
          <FormLayout>
            <CreditFields state={state} saved={credit} />
            <FormActions>
              <SubmitButton pending={isSending}>Enregistrer</SubmitButton>
              {!credit.signedOn && (
                <Button type="submit" name="step" value="remove" variant="danger">
                  Retirer du générique
                </Button>
              )}
            </FormActions>
          </FormLayout>
        </Form>
      </Disclosure>
    </Section>
  );
}
