import { changeMemberRole, endMembership } from "@essaim/identity/member.commands";
import { getMember, listFunderChoices } from "@essaim/identity/member.queries";
import { memberRoleSchema } from "@essaim/identity/member.schema";
import { Alert } from "@essaim/ui/alert";
import { Button } from "@essaim/ui/button";
import { DescriptionList } from "@essaim/ui/description-list";
import { Disclosure } from "@essaim/ui/disclosure";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { formatDay } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { PageHeader } from "@essaim/ui/page-header";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { parseForm, readForm, refuseForm } from "@essaim/web/form";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { RoleFields } from "./role-fields";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page?.member.fullName ?? "Membre");

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const [member, funders] = await Promise.all([
    context.execute(actor, getMember, { id }),
    context.execute(actor, listFunderChoices, {}),
  ]);
  return { member, funders, isMe: member.id === actor.membershipId };
}

const lastAdmin =
  "C’est la seule personne qui administre Essaim ici. Donnez d’abord le rôle «\u202fAdministration\u202f» à quelqu’un d’autre.";

const ownRole =
  "Personne ne change son propre rôle\u202f: demandez-le à une autre personne qui administre Essaim.";

export async function action({ request, params, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const form = await readForm(request);
  if (form.get("intent") === "end") {
    const outcome = await context.execute(actor, endMembership, { id });
    if (outcome.ok) throw redirect(`${paths.members()}?ferme=${id}`);
    return data({ state: refuseForm(form, { formError: lastAdmin }) }, { status: 422 });
  }
  const parsed = parseForm(memberRoleSchema, form);
  if (!parsed.ok) return data({ state: parsed.state }, { status: 422 });
  const outcome = await context.execute(actor, changeMemberRole, { id, ...parsed.value });
  if (outcome.ok) throw redirect(`${paths.members()}?fait=role-change`);
  const errors: Record<string, string> =
    outcome.reason === "unknown_funder"
      ? { funderId: "Ce financeur n’existe plus. Choisissez-en un autre." }
      : { role: outcome.reason === "own_role" ? ownRole : lastAdmin };
  return data({ state: refuseForm(form, { errors }) }, { status: 422 });
}

export default function MemberPage() {
  const { member, funders, isMe } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  const isSending = useNavigation().state !== "idle";
  return (
    <>
      <PageHeader
        title={member.fullName}
        breadcrumb={[{ label: "Membres", href: paths.members() }]}
      />
      <DescriptionList
        items={[
          { term: "Adresse électronique", value: member.email },
          { term: "Membre depuis le", value: formatDay(member.createdAt) },
          {
            term: "Dernières actions",
            value: <Link href={paths.audit({ membershipId: member.id })}>Dans le journal</Link>,
          },
        ]}
      />
      {member.endedAt ? (
        <Alert tone="warning" title={`Accès fermé le ${formatDay(member.endedAt)}`}>
          Rouvrez-le depuis la <Link href={paths.members()}>liste des membres</Link> pour changer
          son rôle.
        </Alert>
      ) : (
        <>
          <ErrorSummary
            errors={state?.errors}
            formError={state?.formError}
            title="Rien n’est changé"
            intro="Corrigez ce point, puis recommencez."
          />
          {isMe ? (
            <Alert>{ownRole}</Alert>
          ) : (
            <Section
              title="Que fait cette personne&#8239;?"
              lead="Le changement vaut dès sa prochaine page, sans qu’elle se reconnecte."
            >
              <Form method="post" noValidate>
                <FormLayout>
                  <RoleFields state={state} saved={member} funders={funders} />
                  <FormActions>
                    <SubmitButton pending={isSending}>Enregistrer le rôle</SubmitButton>
                    <Link href={paths.members()} className="inline-flex min-h-11 items-center">
                      Annuler
                    </Link>
                  </FormActions>
                </FormLayout>
              </Form>
            </Section>
          )}
          <Section title={isMe ? "Vous partez\u202f?" : "Cette personne s’en va\u202f?"}>
            <Disclosure summary="Fermer son accès">
              <div className="flex flex-col items-start gap-3">
                <p>
                  {isMe ? (
                    <>
                      C’est votre propre accès&#8239;: vous serez déconnecté·e aussitôt, et une
                      autre personne devra vous le rouvrir.
                    </>
                  ) : (
                    <>
                      {member.fullName} sera déconnecté·e aussitôt et ne pourra plus entrer. Ce qui
                      est écrit reste en place, et vous pourrez rouvrir l’accès.
                    </>
                  )}
                </p>
                <Form method="post">
                  <Button type="submit" variant="danger" name="intent" value="end">
                    Fermer l’accès
                  </Button>
                </Form>
              </div>
            </Disclosure>
          </Section>
        </>
      )}
    </>
  );
}
