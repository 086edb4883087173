import { formatDateTime, formatDay, formatNumber } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import { SubmitButton } from "@essaim/ui/submit-button";
import { Form, useNavigation } from "@remix-run/react";
import { paths } from "~/paths";
import type { Page } from "./person-privacy";

/** The right of access: one archive of everything held about the person. */
export function Archives({ worker, exports, exportSubmissionId }: Page) {
  const isSending = useNavigation().formData?.get("intent") === "export";
  return (
    <Section title="Droit d’accès">
      <p className="max-w-measure">
        Cette personne demande ce que la coopérative sait d’elle&#8239;? Une archive réunit un
        document lisible, les mêmes données pour un ordinateur et les fichiers joints. Les noms
        d’autres personnes y sont masqués. Répondez dans le mois.
      </p>
      {exports.length > 0 && (
        <ul className="flex flex-col">
          {exports.map((one) => (
            <li key={one.id} className="border-b border-line py-2">
              {/* A plain link: the browser keeps the file, and stays on this page. */}
              <a href={paths.accessExport(worker.id, one.id)} download>
                Archive du {formatDateTime(one.createdAt)}
              </a>
              <span className="block text-sm text-muted">
                {megabytes(one.sizeBytes)}, disponible jusqu’au {formatDay(one.expiresAt)}
              </span>
            </li>
          ))}
        </ul>
      )}
      <Form method="post">
        <input type="hidden" name="intent" value="export" />
        <input type="hidden" name="submissionId" value={exportSubmissionId} />
        <SubmitButton variant="secondary" icon="download" pending={isSending}>
          Préparer l’archive
        </SubmitButton>
      </Form>
    </Section>
  );
}

function megabytes(bytes: number): string {
  return bytes < 100_000
    ? `${formatNumber(Math.ceil(bytes / 1000), "fr", 0)}\u00a0ko`
    : `${formatNumber(bytes / 1_000_000, "fr", 1)}\u00a0Mo`;
}
