import { LONGEST_MESSAGE, type Side } from "@essaim/impact/message/message.schema";
import { cx } from "@essaim/ui/cx";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDateTime } from "@essaim/ui/format";
import { Pagination } from "@essaim/ui/pagination";
import { TextArea } from "@essaim/ui/text-area";
import type { Answer } from "~/answer";
import { RecordForm } from "~/record-form";

type Message = { id: string; side: Side; body: string; writtenAt: string | Date };

/** The form to go on, then what the cooperative and a funder said of a grant, each as a side, the latest first. */
export function Conversation({
  messages,
  page,
  pageCount,
  hrefFor,
  names,
  form,
}: {
  messages: readonly Message[];
  page: number;
  pageCount: number;
  hrefFor: (page: number) => string;
  /** How the reader calls each side: « Vous ». */
  names: Record<Side, string>;
  /** null for who reads only. */
  form: { label: string; hint: string; answer: Answer | undefined; submissionId: string } | null;
}) {
  return (
    <>
      {form && (
        <RecordForm
          state={form.answer?.state}
          submissionId={form.answer?.key ?? form.submissionId}
          submitLabel="Envoyer"
          resetKey={form.answer?.key ?? form.submissionId}
        >
          <TextArea
            label={form.label}
            hint={form.hint}
            maxLength={LONGEST_MESSAGE}
            {...fieldProps(form.answer?.state, "body")}
          />
        </RecordForm>
      )}
      {messages.length > 0 && (
        <ol className="flex max-w-measure flex-col gap-4">
          {messages.map(({ id, side, body, writtenAt }) => (
            <li
              key={id}
              className={cx(
                "rounded-lg border border-line p-4",
                side === "funder" ? "bg-surface" : "bg-well",
              )}
            >
              <p className="flex flex-wrap gap-x-3 text-sm text-muted">
                <span className="font-semibold text-ink">{names[side]}</span>
                <span>{formatDateTime(new Date(writtenAt))}</span>
              </p>
              <p className="mt-1 whitespace-pre-line wrap-anywhere">{body}</p>
            </li>
          ))}
        </ol>
      )}
      <Pagination page={page} pageCount={pageCount} hrefFor={hrefFor} />
    </>
  );
}
