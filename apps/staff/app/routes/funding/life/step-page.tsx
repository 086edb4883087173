import { PageHeader } from "@essaim/ui/page-header";
import type { ReactNode } from "react";
import { type Answer, versionFor } from "~/answer";
import { Conflict } from "~/conflict";
import { paths } from "~/paths";
import { RecordForm } from "~/record-form";

/** The page of one step of a grant: its form, under the grant's name. */
export function StepPage(props: {
  title: string;
  lead?: ReactNode;
  grant: { id: string; title: string; version: number };
  answer: Answer | undefined;
  submissionId: string;
  submitLabel: string;
  here: string;
  children?: ReactNode;
}) {
  const { grant, answer } = props;
  return (
    <>
      <PageHeader
        title={props.title}
        lead={props.lead}
        breadcrumb={[
          { label: "Financements", href: paths.grants() },
          { label: grant.title, href: paths.grant(grant.id) },
        ]}
      />
      <Conflict conflict={answer?.conflict} reloadHref={props.here} />
      <RecordForm
        state={answer?.state}
        submissionId={answer?.key ?? props.submissionId}
        version={versionFor(answer, grant.version)}
        submitLabel={props.submitLabel}
        cancelHref={paths.grant(grant.id)}
        resetKey={answer?.key}
      >
        {props.children}
      </RecordForm>
    </>
  );
}
