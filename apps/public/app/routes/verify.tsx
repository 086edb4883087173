import { findSeal, listSigningKeys } from "@essaim/impact/report/seal.queries";
import { SEALED_FILE_LIMIT, sealCodeSchema } from "@essaim/impact/report/seal.schema";
import { verifySealedFile } from "@essaim/impact/report/sealed-file";
import { Alert } from "@essaim/ui/alert";
import { Button } from "@essaim/ui/button";
import { DescriptionList } from "@essaim/ui/description-list";
import { FileField } from "@essaim/ui/file-field";
import { FormActions, FormLayout } from "@essaim/ui/form-actions";
import { fieldProps } from "@essaim/ui/form-state";
import { formatDate } from "@essaim/ui/format";
import { Table } from "@essaim/ui/table";
import { TextField } from "@essaim/ui/text-field";
import { refuseForm } from "@essaim/web/form";
import { readUpload } from "@essaim/web/upload";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { VisitorErrors } from "~/components/community/visitor-errors";
import { type I18n, i18nAt, useI18n } from "~/i18n/i18n";
import { noStoreAnswer } from "~/no-store";
import { pageMeta } from "~/page-meta";

export const headers = noStoreAnswer;

export const meta: MetaFunction = (args) => {
  const { t } = i18nAt(args.location.pathname);
  return pageMeta(args, { title: t("verify.title"), description: t("verify.lead") });
};

/** `?code=…`: what stands on the first page of a report. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const keys = await context.execute(context.actor, listSigningKeys, {});
  const asked = new URL(request.url).searchParams.get("code");
  if (asked === null) return { keys, asked: null };
  const code = sealCodeSchema.safeParse({ code: asked });
  const seal = code.success ? await context.execute(context.actor, findSeal, code.data) : null;
  return { keys, asked: { text: asked.slice(0, 80), isCode: code.success, seal } };
}

/** Nothing of what is sent is kept: not the file, not its name. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { t } = i18nAt(new URL(request.url).pathname);
  const { form, file, tooLarge } = await readUpload(request, { maxBytes: SEALED_FILE_LIMIT });
  const answer = (content: Answer, status: number) =>
    data(content, { status, headers: { "cache-control": "no-store" } });
  if (tooLarge) return answer({ verdict: "too_big" }, 413);
  if (!file) {
    const errors = { file: t("verify.missingFile") };
    return answer({ verdict: null, state: refuseForm(form, { errors }) }, 422);
  }
  const known = await context.execute(context.actor, listSigningKeys, {});
  const keys = Object.fromEntries(known.map(({ id, publicKey }) => [id, publicKey]));
  const verified = verifySealedFile(file.bytes, keys);
  if (verified.verdict !== "ok") return answer({ verdict: verified.verdict }, 422);
  const { code, hash, signature, keyId } = verified.file;
  const seal = await context.execute(context.actor, findSeal, { code });
  const { title, header } = verified.content as Content;
  return answer(
    {
      verdict: "ok",
      ...{ code, hash, signature, keyId },
      title: String(title ?? ""),
      organisation: String(header?.organisationName ?? ""),
      approvedOn: seal?.hash === hash ? seal.approvedOn : null,
    },
    200,
  );
}

/** What is read of a report that was found authentic, whatever its edition. */
type Content = { title?: unknown; header?: { organisationName?: unknown } };

type Answer =
  | { verdict: null; state: ReturnType<typeof refuseForm> }
  | { verdict: "too_big" | "not_a_report" | "altered" | "unknown_key" | "wrong_signature" }
  | {
      verdict: "ok";
      code: string;
      hash: string;
      signature: string;
      keyId: string;
      title: string;
      organisation: string;
      approvedOn: string | null;
    };

/** Where anybody checks that a report is the one that was sealed, with its file or its code. */
export default function Verify() {
  const { keys, asked } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const i18n = useI18n();
  const { t, locale } = i18n;
  const state = answer && "state" in answer ? answer.state : undefined;
  const size = SEALED_FILE_LIMIT / 1024 / 1024;
  const what = t("verify.what", { returnObjects: true });
  return (
    <div className="flex flex-col gap-8">
      <div className="flex flex-col gap-3">
        <h1>{t("verify.title")}</h1>
        <p className="max-w-measure text-lg text-muted">{t("verify.lead")}</p>
      </div>
      <VisitorErrors state={state} fields={[]} title={t("verify.errorTitle")} intro="" />
      {answer?.verdict && <FileAnswer answer={answer} i18n={i18n} />}
      <section className="flex flex-col gap-3" aria-labelledby="with-file">
        <h2 id="with-file">{t("verify.fileTitle")}</h2>
        <form method="post" encType="multipart/form-data" noValidate>
          <FormLayout>
            <FileField
              label={t("verify.file")}
              hint={t("verify.fileHint", { size })}
              accept=".json"
              maxBytes={SEALED_FILE_LIMIT}
              {...fieldProps(state, "file")}
            />
            <FormActions>
              <Button type="submit" variant="primary">
                {t("verify.check")}
              </Button>
            </FormActions>
          </FormLayout>
        </form>
      </section>
      <section className="flex flex-col gap-3" aria-labelledby="with-code">
        <h2 id="with-code">{t("verify.codeTitle")}</h2>
        {asked?.seal && (
          <Alert tone="success" role="status" level={3} title={t("verify.codeFound")}>
            <p>{t("verify.codeFoundText")}</p>
            <SealFacts {...asked.seal} i18n={i18n} />
          </Alert>
        )}
        <form method="get" noValidate>
          <FormLayout>
            <TextField
              label={t("verify.code")}
              hint={t("verify.codeHint")}
              name="code"
              defaultValue={asked?.text}
              error={
                asked && !asked.seal
                  ? t(asked.isCode ? "verify.unknownCode" : "verify.missingCode")
                  : undefined
              }
              autoCapitalize="none"
              spellCheck={false}
              maxLength={80}
            />
            <FormActions>
              <Button type="submit">{t("verify.find")}</Button>
            </FormActions>
          </FormLayout>
        </form>
      </section>
      <section className="prose" aria-labelledby="what">
        <h2 id="what">{t("verify.whatTitle")}</h2>
        <ul>
          {what.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <h2>{t("verify.handTitle")}</h2>
        <p>{t("verify.hand")}</p>
        <pre className="whitespace-pre-wrap break-words rounded-md bg-well p-3 text-sm">
          <code>{byHand}</code>
        </pre>
      </section>
      <section className="flex flex-col gap-3" aria-labelledby="keys">
        <h2 id="keys">{t("verify.keysTitle")}</h2>
        {keys.length === 0 ? (
          <p className="text-muted">{t("verify.noKey")}</p>
        ) : (
          <Table
            caption={t("verify.keysCaption")}
            rows={keys}
            rowKey={(key) => key.id}
            stack="sm"
            columns={[
              {
                key: "id",
                header: t("verify.key"),
                lead: true,
                cell: (key) => <code>{key.id}</code>,
              },
              {
                key: "since",
                header: t("verify.keySince"),
                cell: (key) => formatDate(key.since, locale),
              },
              {
                key: "value",
                header: t("verify.keyValue"),
                cell: (key) => <code className="break-all">{key.publicKey}</code>,
              },
            ]}
          />
        )}
      </section>
    </div>
  );
}

const byHand = `jq -j .sealed rapport.scelle.json > texte
jq -r .signature rapport.scelle.json | base64 -d > signature
jq -r .publicKey rapport.scelle.json | base64 -d > cle.der
openssl dgst -sha256 texte
openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey cle.der -in texte -sigfile signature`;

function FileAnswer({ answer, i18n }: { answer: Exclude<Answer, { verdict: null }>; i18n: I18n }) {
  const { t } = i18n;
  const size = SEALED_FILE_LIMIT / 1024 / 1024;
  const isOk = answer.verdict === "ok";
  return (
    <Alert
      tone={isOk ? "success" : "danger"}
      role={isOk ? "status" : "alert"}
      title={t(`verify.verdict.${answer.verdict}.title`)}
    >
      <p>{t(`verify.verdict.${answer.verdict}.text`, { size })}</p>
      {answer.verdict === "ok" && (
        <SealFacts
          {...answer}
          first={[
            { term: t("verify.facts.report"), value: answer.title },
            { term: t("verify.facts.organisation"), value: answer.organisation },
          ]}
          i18n={i18n}
        />
      )}
    </Alert>
  );
}

function SealFacts({
  code,
  approvedOn,
  hash,
  signature,
  keyId,
  first = [],
  i18n: { t, locale },
}: {
  code: string;
  approvedOn: string | null;
  hash: string;
  signature: string;
  keyId: string;
  first?: { term: string; value: string }[];
  i18n: I18n;
}) {
  const word = (value: string) => <code className="break-all">{value}</code>;
  return (
    <DescriptionList
      items={[
        ...first,
        { term: t("verify.facts.code"), value: word(code) },
        ...(approvedOn
          ? [{ term: t("verify.facts.approvedOn"), value: formatDate(approvedOn, locale) }]
          : []),
        { term: t("verify.facts.hash"), value: word(hash) },
        { term: t("verify.facts.signature"), value: word(signature) },
        { term: t("verify.facts.keyId"), value: word(keyId) },
      ]}
    />
  );
}
