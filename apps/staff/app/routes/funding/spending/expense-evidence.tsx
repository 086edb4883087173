import {
  documentExtensions,
  documentTypes,
  documentTypesHint,
} from "@essaim/accompaniment/document/document.schema";
import type { Expense } from "@essaim/funding/spending/expense.queries";
import { Button } from "@essaim/ui/button";
import { Disclosure } from "@essaim/ui/disclosure";
import { EmptyState } from "@essaim/ui/empty-state";
import { FileField } from "@essaim/ui/file-field";
import { formatSize } from "@essaim/ui/format";
import { SubmitButton } from "@essaim/ui/submit-button";
import { Form } from "@remix-run/react";
import type { Answer } from "~/answer";
import { paths } from "~/paths";

/** The files and the address that prove an expense; one is taken off, another attached. */
export function ExpenseEvidence(props: {
  expense: Pick<Expense, "id" | "evidenceUrl" | "files">;
  mayWrite: boolean;
  maxBytes: number;
  answer: Answer | undefined;
  submissionId: string;
  /** Of the file to come, so that one sent twice is kept once. */
  fileId: string;
  /** One by file that is there. */
  removalIds: readonly string[];
}) {
  const { expense, mayWrite, maxBytes, answer, submissionId, fileId, removalIds } = props;
  const isBare = expense.files.length === 0 && !expense.evidenceUrl;
  return (
    <div className="flex flex-col gap-6">
      {isBare ? (
        <EmptyState level={3} icon="document" title="Aucune pièce">
          Une facture, un reçu, une feuille d’heures&#8239;: sans elle, le financeur peut refuser la
          dépense.
        </EmptyState>
      ) : (
        <ul className="flex flex-col gap-3">
          {expense.evidenceUrl && (
            <li>
              <a href={expense.evidenceUrl} rel="noreferrer" className="wrap-anywhere">
                {expense.evidenceUrl}
              </a>
            </li>
          )}
          {expense.files.map((file, index) => (
            <li key={file.id} className="flex flex-col gap-1">
              {/* A plain link: the browser keeps the file, and stays on this page. */}
              <a href={paths.evidence(expense.id, file.id)} download className="wrap-anywhere">
                {file.name}
              </a>
              <span className="text-sm text-muted">
                {documentTypes[file.contentType]?.label ?? "Fichier"}, {formatSize(file.sizeBytes)}
              </span>
              {mayWrite && <Remove file={file} submissionId={removalIds[index] ?? ""} />}
            </li>
          ))}
        </ul>
      )}
      {mayWrite && (
        // The whole page is sent: the browser shows how far a large file is.
        <Form
          method="post"
          encType="multipart/form-data"
          reloadDocument
          noValidate
          className="flex flex-col items-start gap-4"
          key={answer?.key ?? submissionId}
        >
          <input type="hidden" name="submissionId" value={answer?.key ?? submissionId} />
          <input type="hidden" name="fileId" value={fileId} />
          <FileField
            name="file"
            label="Joindre une pièce"
            accept={documentExtensions}
            maxBytes={maxBytes}
            hint={`${documentTypesHint} ${formatSize(maxBytes)} au plus.`}
            error={answer?.state.errors.file}
          />
          <SubmitButton>Joindre</SubmitButton>
        </Form>
      )}
    </div>
  );
}

/** Its bytes go with it: asked once. */
function Remove({ file, submissionId }: { file: Expense["files"][number]; submissionId: string }) {
  return (
    <Disclosure
      summary={
        <>
          Retirer<span className="sr-only"> {file.name}</span>
        </>
      }
    >
      <Form method="post">
        <input type="hidden" name="step" value="remove-evidence" />
        <input type="hidden" name="submissionId" value={submissionId} />
        <input type="hidden" name="id" value={file.id} />
        <Button type="submit" variant="danger" size="small">
          Retirer pour de bon<span className="sr-only">&#8239;: {file.name}</span>
        </Button>
      </Form>
    </Disclosure>
  );
}
