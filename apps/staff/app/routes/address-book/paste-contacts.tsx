import { can } from "@essaim/identity/actor";
import { contactKindOptions } from "@essaim/outreach/contact/contact.schema";
import { addPastedContacts } from "@essaim/outreach/contact/pasted.commands";
import { readPasted } from "@essaim/outreach/contact/pasted.rules";
import {
  type LineProblem,
  MOST_PASTED,
  pastedSchema,
} from "@essaim/outreach/contact/pasted.schema";
import { Alert } from "@essaim/ui/alert";
import { Checkbox } from "@essaim/ui/checkbox";
import { fieldProps } from "@essaim/ui/form-state";
import { plural } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { Select } from "@essaim/ui/select";
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
import { type Answer, answer } from "~/answer";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";

export const meta: MetaFunction = () => pageTitle("Coller des contacts");

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "contact:write")) throw new Response(null, { status: 403 });
  return { submissionId: crypto.randomUUID() };
}

type Shown = Answer & { problems: LineProblem[] };
const refuse = (state: Answer["state"], problems: LineProblem[], status = 422) =>
  data<Shown>({ ...answer({ state }), problems }, { status });

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "contact:write")) throw new Response(null, { status: 403 });
  const form = await readForm(request);
  const parsed = parseForm(pastedSchema, form);
  if (!parsed.ok) return refuse(parsed.state, []);
  const { lines, ...said } = parsed.value;
  const faulty = (problems: LineProblem[]) => {
    const found = plural(problems.length, "ligne ne va pas", "lignes ne vont pas");
    const errors = { lines: `${found}\u202f: rien n’est enregistré.` };
    return refuse(refuseForm(form, { errors }), problems);
  };
  const read = readPasted(lines);
  if (read.problems.length > 0) return faulty(read.problems);
  const { organisationId } = actor;
  const contacts = read.contacts.map((one) => ({
    ...one,
    addressHash: context.hashAddress({ organisationId, email: one.email }),
  }));
  const submissionId = submissionIdOf(form);
  const input = { ...said, contacts };
  const outcome = await context.execute(actor, addPastedContacts, input, { submissionId });
  if (outcome.ok) throw redirect(`${paths.addressBook()}?fait=contacts-ajoutes`);
  if (outcome.reason === "lines") return faulty(outcome.problems);
  const formError =
    "Ces contacts sont déjà enregistrés. Rouvrez cette page pour en coller d’autres.";
  return refuse(refuseForm(form, { formError }), [], 409);
}

export default function PasteContacts() {
  const { submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const state = shown?.state;
  return (
    <>
      <PageHeader
        title="Coller des contacts"
        breadcrumb={[{ label: "Contacts", href: paths.addressBook() }]}
        lead="Les adresses d’un message, ou les lignes d’un tableur. Rien n’est enregistré tant qu’une ligne ne va pas."
      />
      {shown && shown.problems.length > 0 && <Problems problems={shown.problems} />}
      <RecordForm
        state={state}
        submissionId={shown ? shown.key : submissionId}
        submitLabel="Ajouter ces contacts"
        cancelHref={paths.addressBook()}
        resetKey={shown?.key}
      >
        <TextArea
          label="Contacts, un par ligne"
          hint={`«\u202fNom <nom@exemple.fr>\u202f», ou nom\u202f; adresse\u202f; téléphone\u202f; organisation\u202f; fonction. Une première ligne de titres est comprise. ${MOST_PASTED} au plus.`}
          {...fieldProps(state, "lines")}
          rows={8}
          spellCheck={false}
        />
        <Select label="Genre" {...fieldProps(state, "kind")} options={contactKindOptions} />
        <TextField
          label="D’où viennent ces adresses"
          hint="Par exemple «&#8239;Participants à la réunion du 3 mars&#8239;»."
          {...fieldProps(state, "source")}
          maxLength={300}
          autoComplete="off"
        />
        <Checkbox
          name="receivesLetters"
          label="Ils reçoivent nos lettres"
          hint="Seulement s’ils s’y attendent. Chaque lettre porte un lien pour ne plus les recevoir."
          defaultChecked={state?.values.receivesLetters === "on"}
          error={state?.errors.receivesLetters}
        />
      </RecordForm>
    </>
  );
}

/** Past so many, the first ones are what to mend. */
const mostShown = 50;

function Problems({ problems }: { problems: readonly LineProblem[] }) {
  return (
    <Alert tone="danger" title="Lignes à corriger">
      <ul className="flex list-disc flex-col gap-1 pl-5">
        {problems.slice(0, mostShown).map(({ number, message }) => (
          <li key={`${number}-${message}`} className="wrap-anywhere">
            Ligne {number}&#8239;: {message}
          </li>
        ))}
      </ul>
      {problems.length > mostShown && (
        <p>Et {plural(problems.length - mostShown, "autre ligne", "autres lignes")}.</p>
      )}
    </Alert>
  );
}
