import { createHash } from "node:crypto";
import type { MemberActor } from "@essaim/identity/actor";
import {
  announceRegisterFile,
  askContours,
  askIndicators,
} from "@essaim/territory/register/register.commands";
import {
  getRegister,
  isRegisterFileAwaited,
  isRegisterKept,
} from "@essaim/territory/register/register.queries";
import {
  contoursFormSchema,
  indicatorsFormSchema,
  registerFileLimit,
} from "@essaim/territory/register/register.schema";
import { EmptyState } from "@essaim/ui/empty-state";
import { formatSize } from "@essaim/ui/format";
import { PageHeader } from "@essaim/ui/page-header";
import { parseForm, parseQuery } from "@essaim/web/form";
import { readUpload, type SentFile } from "@essaim/web/upload";
import {
  type ActionFunctionArgs,
  type AppLoadContext,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { refuseField, refuseTyped, refuseUsed } from "~/answer.server";
import { paths } from "~/paths";
import { putFile } from "~/put-file.server";
import { submissionIdOf } from "~/submission";
import { pageTitle } from "~/title";
import { ImportChanges } from "./import-changes";
import { readChanges } from "./import-changes.server";
import { ContoursForm, IndicatorsForm } from "./territory-forms";
import { LastImports, RegisterContents } from "./territory-held";

export const meta: MetaFunction = () => pageTitle("Registre des quartiers");

const querySchema = z.object({ import: z.uuid().optional() });

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const query = parseQuery(querySchema, request);
  return {
    register: await context.execute(actor, getRegister, {}),
    changes: query.import ? await readChanges(context, actor, query.import) : null,
    // A form each, and a key for each of their files.
    keys: Array.from({ length: 5 }, () => crypto.randomUUID()),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await context.requireActor(request);
  // Before the file is read, which is large.
  const isKept = await context.execute(actor, isRegisterKept, {});
  if (!isKept) throw new Response(null, { status: 403 });
  const { form, files, tooLarge } = await readUpload(request, {
    maxBytes: registerFileLimit,
    mostFiles: 2,
  });
  if (tooLarge) {
    const field = form.get("intent") === "indicators" ? "figures" : "contours";
    return refuseField(form, {
      field,
      message: `Un fichier dépasse ${formatSize(registerFileLimit)}. Choisissez-en un plus petit.`,
    });
  }
  return form.get("intent") === "indicators"
    ? receiveIndicators(context, actor, form, files)
    : receiveContours(context, actor, form, files);
}

type Files = Record<string, SentFile>;
const gone = "Le fichier n’est plus là. Choisissez-le de nouveau.";

async function receiveContours(
  context: AppLoadContext,
  actor: MemberActor,
  form: FormData,
  { contours }: Files,
) {
  const parsed = parseForm(contoursFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  if (!contours) {
    return refuseField(form, { field: "contours", message: "Choisissez le fichier des contours." });
  }
  const storageKey = await send(context, actor, contours, form.get("contoursId"));
  if (!storageKey) return refuseUsed(form);
  const asked = await context.execute(
    actor,
    askContours,
    { ...parsed.value, fileName: nameOf(contours), storageKey },
    { submissionId: submissionIdOf(form) },
  );
  if (asked.ok) throw redirect(paths.job(asked.jobId));
  if (asked.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, { field: "contours", message: gone });
}

async function receiveIndicators(
  context: AppLoadContext,
  actor: MemberActor,
  form: FormData,
  { figures, dictionary }: Files,
) {
  const parsed = parseForm(indicatorsFormSchema, form);
  if (!parsed.ok) return refuseTyped(parsed.state);
  if (!figures) {
    return refuseField(form, { field: "figures", message: "Choisissez le fichier des valeurs." });
  }
  if (!dictionary) {
    return refuseField(form, { field: "dictionary", message: "Choisissez le dictionnaire." });
  }
  const storageKey = await send(context, actor, figures, form.get("figuresId"));
  const dictionaryKey = await send(context, actor, dictionary, form.get("dictionaryId"));
  if (!storageKey || !dictionaryKey) return refuseUsed(form);
  const asked = await context.execute(
    actor,
    askIndicators,
    { ...parsed.value, fileName: nameOf(figures), storageKey, dictionaryKey },
    { submissionId: submissionIdOf(form) },
  );
  if (asked.ok) throw redirect(paths.job(asked.jobId));
  if (asked.reason === "form_already_used") return refuseUsed(form);
  return refuseField(form, { field: "figures", message: gone });
}

const nameOf = ({ name }: SentFile) => name.trim().slice(-200) || "Fichier sans nom";

/** Puts a file in the storage; null when the same form already sent another. */
async function send(
  context: AppLoadContext,
  actor: MemberActor,
  { bytes }: SentFile,
  fileId: FormDataEntryValue | null,
): Promise<string | null> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const submissionId = z.uuid().safeParse(fileId).data;
  const announced = await context.execute(
    actor,
    announceRegisterFile,
    { sha256 },
    { submissionId },
  );
  if (!announced.ok) return null;
  await putFile(context, actor, announced.key, bytes, isRegisterFileAwaited);
  return announced.key;
}

export default function TerritoryRegister() {
  const { register, changes, keys } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const isAboutIndicators = answer?.state.values.intent === "indicators";
  const [contoursKey, contoursId, indicatorsKey, figuresId, dictionaryId] = keys;
  return (
    <>
      <PageHeader
        title="Registre des quartiers"
        lead="Les quartiers prioritaires, leurs contours et ce que l’Insee en dit. Toutes les coopératives de cette installation s’y réfèrent, et l’une d’elles le tient à jour."
      />
      {!register.isKept && (
        <EmptyState level={2} icon="place" title={keeperTitle(register.keeper)}>
          {register.keeper
            ? "Ce qu’il contient est ci-dessous. Pour y ajouter un fichier, écrivez-lui."
            : "La personne qui s’occupe de votre installation peut le faire en ligne de commande."}
        </EmptyState>
      )}
      {changes && <ImportChanges changes={changes} />}
      <RegisterContents register={register} />
      {register.isKept && (
        <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-2">
          <ContoursForm
            answer={isAboutIndicators ? undefined : answer}
            submissionId={contoursKey ?? ""}
            fileId={contoursId ?? ""}
          />
          <IndicatorsForm
            answer={isAboutIndicators ? answer : undefined}
            submissionId={indicatorsKey ?? ""}
            fileIds={{ figures: figuresId ?? "", dictionary: dictionaryId ?? "" }}
          />
        </div>
      )}
      <LastImports register={register} />
    </>
  );
}

const keeperTitle = (keeper: string | null) =>
  keeper ? `${keeper} tient ce registre à jour` : "Aucune coopérative ne tient ce registre à jour";
