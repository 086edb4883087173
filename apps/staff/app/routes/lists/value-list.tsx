import {
  addListValue,
  moveListValue,
  restoreListValue,
  retireListValue,
} from "@essaim/accompaniment/list/value-list.commands";
import {
  countValueUses,
  getValueList,
  type ListValueRecord,
  type ValueUses,
} from "@essaim/accompaniment/list/value-list.queries";
import {
  isListKey,
  type ListKey,
  listOf,
  listValueRefusals,
  listValueSchema,
  moveListValueSchema,
  newValueSchema,
} from "@essaim/accompaniment/list/value-list.schema";
import { Alert } from "@essaim/ui/alert";
import { Badge } from "@essaim/ui/badge";
import { Button, ButtonLink } from "@essaim/ui/button";
import { EmptyState } from "@essaim/ui/empty-state";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDay, plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { type Column, Table } from "@essaim/ui/table";
import { TextField } from "@essaim/ui/text-field";
import { parseForm, readForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useLocation, useNavigation } from "@remix-run/react";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { SensitiveList } from "./sensitive-list";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${listOf(page.key).name} · Listes`);

/** The list that an address names. Throws a 404 response when the house knows no such list. */
function listKeyOf(key: string | undefined): ListKey {
  if (key && isListKey(key)) return key;
  throw new Response(null, { status: 404 });
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const key = listKeyOf(params.key);
  const [values, uses] = await Promise.all([
    context.execute(actor, getValueList, { key }),
    context.execute(actor, countValueUses, { key }),
  ]);
  return { key, values, uses, submissionId: crypto.randomUUID() };
}

/** The form of a new answer, and the buttons of each line: `intent` says which. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const key = listKeyOf(params.key);
  const form = await readForm(request);
  const back = (fait: string) => redirect(`${paths.valueList(key)}?fait=${fait}`);
  const submissionId = submissionIdOf(form);
  const intent = form.get("intent");
  if (intent === "up" || intent === "down") {
    const move = moveListValueSchema.safeParse({ id: form.get("id"), direction: intent });
    if (!move.success) throw new Response(null, { status: 404 });
    await context.execute(actor, moveListValue, move.data, { submissionId });
    throw redirect(paths.valueList(key));
  }
  if (intent === "retire" || intent === "restore") {
    const value = listValueSchema.safeParse({ id: form.get("id"), version: form.get("version") });
    if (!value.success) throw new Response(null, { status: 404 });
    const command = intent === "retire" ? retireListValue : restoreListValue;
    const outcome = await context.execute(actor, command, value.data);
    throw back(
      !outcome.ok ? "liste-changee" : intent === "retire" ? "reponse-retiree" : "reponse-remise",
    );
  }
  const parsed = parseForm(newValueSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  const outcome = await context.execute(
    actor,
    addListValue,
    { key, ...parsed.value },
    { submissionId },
  );
  if (outcome.ok) throw back("reponse-ajoutee");
  if (outcome.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, { field: "label", message: listValueRefusals[outcome.reason] });
}

export default function ValueList() {
  const { key, values, uses, submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const state = shown?.state;
  const navigation = useNavigation();
  const { name, question, isMultiple, isSensitive, exclusive } = listOf(key);
  const offered = values.filter((value) => !value.retiredAt);
  const retired = values.filter((value) => value.retiredAt);
  const isAlone = (value: ListValueRecord) => value.code !== null && exclusive.includes(value.code);
  return (
    <>
      <ListChanged />
      <PageHeader
        title={name}
        breadcrumb={[{ label: "Listes", href: paths.valueLists() }]}
        meta={
          <>
            <span>{plural(offered.length, "réponse proposée", "réponses proposées")}</span>
            <span>{isMultiple ? "Plusieurs par fiche" : "Une seule par fiche"}</span>
            {isSensitive && <SensitiveList />}
          </>
        }
        lead={
          exclusive.length > 0
            ? `${question} Une réponse qui «\u202fva seule\u202f» ne se coche avec aucune autre.`
            : question
        }
      />
      <Table
        caption="Réponses proposées"
        hideCaption
        rows={offered}
        rowKey={(value) => value.id}
        columns={offeredColumns(offered, uses, isAlone, submissionId)}
        empty={
          <EmptyState title="Aucune réponse n’est proposée" icon="list">
            Ajoutez-en une ci-dessous, ou remettez une réponse retirée. D’ici là, les fiches disent
            «&#8239;Non renseigné&#8239;».
          </EmptyState>
        }
      />
      <p className="max-w-measure text-sm text-muted">
        Retirer une réponse ne change aucune fiche&#8239;: celles où elle est notée la gardent. On
        ne la propose plus, et «&#8239;Remettre&#8239;», dans les réponses retirées, la propose de
        nouveau.
      </p>
      <Section title="Ajouter une réponse">
        <ErrorSummary errors={state?.errors} formError={state?.formError} />
        <Form method="post" noValidate key={shown?.key ?? submissionId}>
          <input type="hidden" name="submissionId" value={shown?.key ?? submissionId} />
          <FormLayout>
            <TextField
              label="Réponse"
              hint="Telle qu’on la lira dans les fiches. Elle vient à la fin de la liste."
              maxLength={120}
              autoComplete="off"
              {...fieldProps(state, "label")}
            />
            <FormActions>
              <SubmitButton pending={navigation.formData?.has("label")}>Ajouter</SubmitButton>
            </FormActions>
          </FormLayout>
        </Form>
      </Section>
      {retired.length > 0 && (
        <Section
          title="Réponses retirées"
          lead="On ne les propose plus. Les fiches qui les disent les gardent, et elles restent comptées."
        >
          <Table
            caption="Réponses retirées"
            hideCaption
            rows={retired}
            rowKey={(value) => value.id}
            columns={retiredColumns(uses)}
          />
        </Section>
      )}
    </>
  );
}

/** Somebody else changed the answer that a button was about. */
function ListChanged() {
  if (new URLSearchParams(useLocation().search).get("fait") !== "liste-changee") return null;
  return (
    <Alert tone="warning" role="status">
      Cette réponse a été modifiée entre-temps&#8239;: rien n’est changé. Relisez la liste, puis
      recommencez.
    </Alert>
  );
}

/** Where the answer is said, in words: what retiring it leaves said. */
function usesInWords(uses: ValueUses | undefined): string {
  if (!uses) return "Nulle part";
  const files =
    uses.files === null
      ? "Moins de 5 fiches"
      : uses.files > 0 && plural(uses.files, "fiche", "fiches");
  const workshops = uses.workshops > 0 && plural(uses.workshops, "séance", "séances");
  return [files, workshops].filter(Boolean).join(", ");
}

const usesColumn = (uses: Record<string, ValueUses>): Column<ListValueRecord> => ({
  key: "uses",
  header: "Notée dans",
  cell: (value) => <span className="inline-block py-1">{usesInWords(uses[value.id])}</span>,
});

const offeredColumns = (
  offered: readonly ListValueRecord[],
  uses: Record<string, ValueUses>,
  isAlone: (value: ListValueRecord) => boolean,
  submissionId: string,
): Column<ListValueRecord>[] => [
  {
    key: "label",
    header: "Réponse",
    lead: true,
    cell: (value) => (
      <span className="inline-block py-1">
        {value.label}
        {isAlone(value) && (
          <>
            {" "}
            <Badge>Va seule</Badge>
          </>
        )}
      </span>
    ),
  },
  usesColumn(uses),
  {
    key: "actions",
    header: "Actions",
    actions: true,
    cell: (value) => {
      const what = <span className="sr-only"> «&#8239;{value.label}&#8239;»</span>;
      return (
        <Form method="post" preventScrollReset className="flex flex-wrap gap-2 md:justify-end">
          <input type="hidden" name="id" value={value.id} />
          <input type="hidden" name="version" value={value.version} />
          <input type="hidden" name="submissionId" value={submissionId} />
          {value !== offered[0] && (
            <Button
              type="submit"
              size="small"
              variant="quiet"
              icon="arrowUp"
              name="intent"
              value="up"
              title="Monter"
            >
              <span className="sr-only">Monter{what}</span>
            </Button>
          )}
          {value !== offered.at(-1) && (
            <Button
              type="submit"
              size="small"
              variant="quiet"
              icon="arrowDown"
              name="intent"
              value="down"
              title="Descendre"
            >
              <span className="sr-only">Descendre{what}</span>
            </Button>
          )}
          <ButtonLink size="small" href={paths.listValue(value.id)}>
            Renommer{what}
          </ButtonLink>
          <Button type="submit" size="small" name="intent" value="retire">
            Retirer{what}
          </Button>
        </Form>
      );
    },
  },
];

const retiredColumns = (uses: Record<string, ValueUses>): Column<ListValueRecord>[] => [
  { key: "label", header: "Réponse", lead: true, cell: (value) => value.label },
  usesColumn(uses),
  {
    key: "since",
    header: "Retirée le",
    cell: (value) => value.retiredAt && formatDay(value.retiredAt),
  },
  {
    key: "actions",
    header: "Actions",
    actions: true,
    cell: (value) => (
      <Form method="post">
        <input type="hidden" name="id" value={value.id} />
        <input type="hidden" name="version" value={value.version} />
        <Button type="submit" size="small" name="intent" value="restore">
          Remettre<span className="sr-only"> «&#8239;{value.label}&#8239;»</span>
        </Button>
      </Form>
    ),
  },
];
