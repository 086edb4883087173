import { can } from "@essaim/identity/actor";
import { contactKindOptions } from "@essaim/outreach/contact/contact.schema";
import { addPastedContacts } from "@essaim/outreach/contact/pasted.commands";
import { sortPasted } from "@essaim/outreach/contact/pasted.queries";
import { readPasted } from "@essaim/outreach/contact/pasted.rules";
import {
  type LineProblem,
  MOST_PASTED,
  pastedSchema,
} from "@essaim/outreach/contact/pasted.schema";
import { Alert } from "@essaim/ui/alert";
import { Button, ButtonLink } from "@essaim/ui/button";
import { Checkbox } from "@essaim/ui/checkbox";
import { fieldProps } from "@essaim/ui/form-state";
import { plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
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

/** Those whom a list holds and who are not added. */
type LeftOut = {
  known: { id: string; name: string }[];
  refused: string[];
  repeated: number;
};
type Shown = Answer & {
  problems?: LineProblem[];
  /** What would be added, or has just been. */
  counted?: LeftOut & { count: number; isAdded: boolean };
};
const refuse = (state: Answer["state"], problems: LineProblem[], status = 422) =>
  data<Shown>({ ...answer({ state }), problems }, { status });

/** Counts first, and adds once the page has said how many. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  if (!can(actor, "contact:write")) throw new Response(null, { status: 403 });
  const form = await readForm(request);
  const parsed = parseForm(pastedSchema, form);
  if (!parsed.ok) return refuse(parsed.state, []);
  const { lines, count, ...said } = parsed.value;
  const read = readPasted(lines);
  if (read.problems.length > 0) {
    const found = plural(read.problems.length, "ligne ne va pas", "lignes ne vont pas");
    const errors = { lines: `${found}\u202f: rien n’est enregistré.` };
    return refuse(refuseForm(form, { errors }), read.problems);
  }
  const { organisationId } = actor;
  const contacts = read.contacts.map((one) => ({
    ...one,
    addressHash: context.hashAddress({ organisationId, email: one.email }),
  }));
  const { fresh, ...left } = await context.execute(actor, sortPasted, { contacts });
  const leftOut = { ...left, repeated: read.repeated };
  if (count !== fresh.length || count === 0) {
    const state = refuseForm(form, {});
    const counted = { ...leftOut, count: fresh.length, isAdded: false };
    return data<Shown>({ ...answer({ state }), counted });
  }
  const submissionId = submissionIdOf(form);
  const input = { ...said, contacts };
  const outcome = await context.execute(actor, addPastedContacts, input, { submissionId });
  if (!outcome.ok) {
    const formError =
      "Ces contacts sont déjà enregistrés. Rouvrez cette page pour en coller d’autres.";
    return refuse(refuseForm(form, { formError }), [], 409);
  }
  // The rest of a long list comes from the same place.
  form.delete("lines");
  const counted = { ...leftOut, count: outcome.count, isAdded: true };
  return data<Shown>({ ...answer({ state: refuseForm(form, {}) }), counted });
}

const formId = "paste";

export default function PasteContacts() {
  const { submissionId } = useLoaderData<typeof loader>();
  const shown = useActionData<typeof action>();
  const state = shown?.state;
  const counted = shown?.counted;
  const toAdd = counted && !counted.isAdded ? counted.count : 0;
  const add = `Ajouter ${plural(toAdd, "contact", "contacts")}`;
  return (
    <>
      <PageHeader
        title="Coller des contacts"
        breadcrumb={[{ label: "Contacts", href: paths.addressBook() }]}
        lead="Les adresses d’un message, ou les lignes d’un tableur. Elles sont comptées avant d’être enregistrées."
      />
      {shown?.problems && shown.problems.length > 0 && <Problems problems={shown.problems} />}
      {counted && (
        <Alert
          tone={counted.isAdded ? "success" : toAdd > 0 ? "accent" : "warning"}
          role="status"
          title={countInWords(counted)}
          action={
            counted.isAdded ? (
              <ButtonLink href={paths.addressBook()}>Voir les contacts</ButtonLink>
            ) : (
              toAdd > 0 && (
                <Button type="submit" form={formId} variant="primary">
                  {add}
                </Button>
              )
            )
          }
        >
          <LeftOutList {...counted} />
        </Alert>
      )}
      <RecordForm
        id={formId}
        state={state}
        submissionId={shown ? shown.key : submissionId}
        submitLabel={toAdd > 0 ? add : "Compter ces contacts"}
        cancelHref={paths.addressBook()}
        resetKey={shown?.key}
      >
        {toAdd > 0 && <input type="hidden" name="count" value={toAdd} />}
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

/** « 12 contacts ajoutés, 3 déjà connus ». */
const countInWords = ({ count, known, isAdded }: NonNullable<Shown["counted"]>) =>
  [
    count === 0
      ? "Aucun contact à ajouter"
      : isAdded
        ? plural(count, "contact ajouté", "contacts ajoutés")
        : plural(count, "contact à ajouter", "contacts à ajouter"),
    ...(known.length > 0
      ? [`${known.length} déjà ${known.length === 1 ? "connu" : "connus"}`]
      : []),
  ].join(", ");

/** Past so many, a list is no longer read. */
const mostShown = 50;

/** Whom the pasted lines name and who is left as they are. */
function LeftOutList({ known, refused, repeated }: LeftOut) {
  return (
    <>
      {known.length > 0 && (
        <p>
          Déjà connus, laissés comme ils sont&#8239;:{" "}
          {known.slice(0, mostShown).map(({ id, name }, index) => (
            <span key={id}>
              {index > 0 && ", "}
              <Link href={paths.addressBookEntry(id)}>{name}</Link>
            </span>
          ))}
          {known.length > mostShown && ` et ${known.length - mostShown} de plus`}.
        </p>
      )}
      {refused.length > 0 && (
        <p className="wrap-anywhere">
          Laissés de côté, parce qu’ils ont refusé vos lettres&#8239;:{" "}
          {refused.slice(0, mostShown).join(", ")}
          {refused.length > mostShown && ` et ${refused.length - mostShown} de plus`}.
        </p>
      )}
      {repeated > 0 && (
        <p>
          {plural(repeated, "adresse en double, comptée", "adresses en double, comptées")} une fois.
        </p>
      )}
    </>
  );
}

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
