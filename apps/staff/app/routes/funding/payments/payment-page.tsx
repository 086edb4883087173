import { Button } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { PageHeader } from "@essaim/ui/page-header";
import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { type Answer, versionFor } from "~/answer";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";

/** The form of a payment, expected or received, under its grant. One that exists may be taken away, asked once. */
export function PaymentPage(props: {
  title: string;
  grant: { id: string; title: string };
  answer: Answer | undefined;
  submissionId: string;
  /** What is edited; nothing for a new one. */
  edited?: { version: number; href: string };
  children: ReactNode;
}) {
  const { grant, answer, edited } = props;
  const back = paths.payments(grant.id);
  const key = answer?.key ?? props.submissionId;
  return (
    <>
      <PageHeader
        title={props.title}
        breadcrumb={[
          { label: "Financements", href: paths.grants() },
          { label: grant.title, href: paths.grant(grant.id) },
          { label: "Versements", href: back },
        ]}
      />
      {edited && <Conflict conflict={answer?.conflict} reloadHref={edited.href} />}
      <RecordForm
        state={answer?.state}
        submissionId={key}
        version={edited && versionFor(answer, edited.version)}
        submitLabel="Enregistrer"
        cancelHref={back}
        resetKey={answer?.key}
      >
        {props.children}
      </RecordForm>
      {edited && (
        <Disclosure summary="Le retirer, s’il a été noté par erreur">
          <Form method="post">
            <input type="hidden" name="submissionId" value={key} />
            <input type="hidden" name="version" value={edited.version} />
            <Button type="submit" name="intent" value="remove" variant="danger" icon="delete">
              Retirer ce versement
            </Button>
          </Form>
        </Disclosure>
      )}
    </>
  );
}
