import type { CopyCounts } from "@essaim/outreach/newsletter/newsletter.queries";
import { Alert } from "@essaim/ui/alert";
import { ButtonLink } from "@essaim/ui/button";
import { Checkbox } from "@essaim/ui/checkbox";
import { type Description, DescriptionList } from "@essaim/ui/description-list";
import { ErrorSummary } from "@essaim/ui/error-summary";
import { formatNumber, plural } from "@essaim/ui/format";
import { Link } from "@essaim/ui/link";
import { ProgressBar } from "@essaim/ui/progress-bar";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import type { FormState } from "@essaim/web/form";
import { Form } from "@remix-run/react";
import { paths } from "~/paths";
import { useFollow } from "~/use-follow";

/** What became of the copies of a letter: no more is known of its readers. */
export function SentCounts(props: {
  letter: {
    copies: CopyCounts;
    /** Whose address nobody has. */
    dead: readonly { id: string; name: string }[];
    isLeaving: boolean;
    jobId: string | null;
  };
  state: FormState | undefined;
  submissionId: string;
}) {
  const { copies, dead, isLeaving, jobId } = props.letter;
  useFollow(isLeaving);
  const items: Description[] = [
    { term: "Envoyés", value: formatNumber(copies.sent) },
    { term: "En échec", value: formatNumber(copies.failed) },
    ...(copies.unsure > 0 ? [{ term: "Incertains", value: formatNumber(copies.unsure) }] : []),
    ...(copies.skipped > 0
      ? [{ term: "Non envoyés, refus entre-temps", value: formatNumber(copies.skipped) }]
      : []),
    { term: "Désinscriptions par cette lettre", value: formatNumber(copies.left) },
  ];
  return (
    <Section title="Envoi" lead="Ni ouvertures ni clics ne sont suivis.">
      <ErrorSummary errors={props.state?.errors} formError={props.state?.formError} />
      {copies.waiting > 0 && (
        <ProgressBar
          label="Avancement"
          done={copies.total - copies.waiting}
          total={copies.total}
          words={`${plural(copies.waiting, "message attend", "messages attendent")} encore.`}
        />
      )}
      <DescriptionList items={items} short />
      {dead.length > 0 && (
        <Alert
          tone="warning"
          level={3}
          title={plural(copies.dead, "adresse n’existe pas", "adresses n’existent pas")}
        >
          À corriger dans les contacts, ou à effacer&#8239;:{" "}
          {dead.map(({ id, name }, index) => (
            <span key={id}>
              {index > 0 && ", "}
              <Link href={paths.addressBookEntry(id)}>{name}</Link>
            </span>
          ))}
          {copies.dead > dead.length && `, et ${copies.dead - dead.length} de plus`}.
        </Alert>
      )}
      {isLeaving ? (
        jobId && (
          <p>
            <ButtonLink href={paths.job(jobId)}>Suivre l’envoi</ButtonLink>
          </p>
        )
      ) : (
        <Again copies={copies} submissionId={props.submissionId} />
      )}
    </Section>
  );
}

/** What did not leave, and how to have it leave. */
function Again({ copies, submissionId }: { copies: CopyCounts; submissionId: string }) {
  const { waiting, unsure } = copies;
  const failed = copies.failed - copies.dead;
  if (waiting + failed + unsure === 0) return null;
  return (
    <Alert
      tone="warning"
      level={3}
      title="Tout n’est pas parti"
      action={
        <Form method="post" className="flex flex-col items-start gap-3">
          <input type="hidden" name="intent" value="again" />
          <input type="hidden" name="submissionId" value={submissionId} />
          {unsure > 0 && (
            <Checkbox
              name="withUnsure"
              label={`Renvoyer aussi ${unsure === 1 ? "l’envoi incertain" : `les ${unsure} envois incertains`}`}
              hint={
                "Le message était peut-être parti\u202f: ces personnes pourraient le recevoir deux fois."
              }
            />
          )}
          <SubmitButton variant="secondary">Reprendre l’envoi</SubmitButton>
        </Form>
      }
    >
      {[
        waiting > 0 && `${plural(waiting, "message attend", "messages attendent")}.`,
        failed > 0 &&
          `${plural(failed, "message a été refusé", "messages ont été refusés")} par le serveur du destinataire.`,
        unsure > 0 &&
          `${plural(unsure, "message est peut-être parti", "messages sont peut-être partis")}, la connexion a été coupée.`,
      ]
        .filter(Boolean)
        .join(" ")}
    </Alert>
  );
}
