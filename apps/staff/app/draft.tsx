import type { Draft } from "@essaim/accompaniment/meeting/draft.queries";
import type { DraftFields } from "@essaim/accompaniment/meeting/draft.schema";
import { Alert } from "@essaim/ui/alert";
import { Button, ButtonLink } from "@essaim/ui/button";
import { formatDateTime, formatTime } from "@essaim/ui/format";
import { Form, useLocation } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import {
  fieldsOf,
  fill,
  forgetLocally,
  forgetOld,
  keepLocally,
  type LocalDraft,
  markSent,
  readLocally,
} from "./draft-store";
import { paths } from "./paths";

/** A form whose text is kept as it is typed: its address, who writes, what they had begun before. */
export type DraftView = { form: string; owner: string; found: Draft | null };

/** Milliseconds between a key and the draft that holds it. */
const PAUSE = 3000;
/** Milliseconds before trying again when the server is not reached. */
const RETRY = 15_000;
/** Bytes that a page may still send while it closes. */
const PARTING = 60_000;

/**
 * Above a form: what somebody had begun to write in it, to go on with or to throw away. What only this browser
 * has is proposed first when it is the latest.
 */
export function DraftOffer({ draft, formId }: { draft: DraftView; formId: string }) {
  const [local, setLocal] = useState<LocalDraft | null>(null);
  const [isAnswered, setIsAnswered] = useState(false);
  const { pathname } = useLocation();
  const { form, owner, found } = draft;
  useEffect(() => {
    forgetOld();
    setLocal(readLocally(owner, form));
  }, [owner, form]);
  const isLocal = local !== null && (!found || new Date(local.at) > found.updatedAt);
  if (isAnswered || (!found && !isLocal)) return null;
  const offered: { fields: DraftFields; at: Date } = isLocal
    ? { fields: local.fields, at: new Date(local.at) }
    : { fields: found?.fields ?? {}, at: found?.updatedAt ?? new Date() };
  const resume = () => {
    const target = document.getElementById(formId);
    if (!(target instanceof HTMLFormElement)) return;
    fill(target, offered.fields);
    setIsAnswered(true);
    target.querySelector<HTMLElement>("textarea")?.focus();
  };
  return (
    <Alert
      tone="accent"
      title={`Vous aviez commencé à écrire le ${formatDateTime(offered.at)}`}
      action={
        <>
          {/* A link for whoever has no script. */}
          <ButtonLink
            href={`${pathname}?brouillon=reprendre`}
            variant="primary"
            size="small"
            onClick={(event) => {
              event.preventDefault();
              resume();
            }}
          >
            Reprendre ce texte
          </ButtonLink>
          <Form method="post" action={paths.drafts()} onSubmit={() => forgetLocally(owner, form)}>
            <input type="hidden" name="form" value={form} />
            <Button type="submit" name="intent" value="discard" size="small">
              Effacer ce brouillon
            </Button>
          </Form>
        </>
      }
    >
      {isLocal
        ? "Ce texte n’est gardé que dans ce navigateur."
        : "Personne d’autre que vous ne le lit."}
    </Alert>
  );
}

type Kept = { tone: "kept" | "local" | "expired" | "lost"; at: Date };

/**
 * Inside a form: keeps what is typed. In this browser at once, on the server a few seconds later, and then no
 * longer here. The guard of unsaved forms lets go of a form that is kept.
 */
export function DraftKeeper({ draft, submissionId }: { draft: DraftView; submissionId: string }) {
  const marker = useRef<HTMLParagraphElement>(null);
  const [kept, setKept] = useState<Kept | null>(null);
  const { form, owner } = draft;

  useEffect(() => {
    const target = marker.current?.closest("form");
    if (!target) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isTyped = false;
    let isSent = false;
    let sending: AbortController | undefined;

    const body = (fields: DraftFields) =>
      new URLSearchParams({ form, submissionId, fields: JSON.stringify(fields) });
    const plan = (delay: number) => {
      timer ??= setTimeout(save, delay);
    };
    const save = async () => {
      timer = undefined;
      if (!isTyped || isSent || sending) return;
      isTyped = false;
      sending = new AbortController();
      const signal = sending.signal;
      try {
        const fields = fieldsOf(target);
        const answer = await fetch(paths.drafts(), { method: "POST", body: body(fields), signal });
        if (!answer.ok) throw new Error(String(answer.status));
        if (!isTyped) forgetLocally(owner, form);
        setKept({ tone: "kept", at: new Date() });
      } catch (error) {
        if (signal.aborted) return;
        isTyped = true;
        const isHere = keepLocally(owner, form, fieldsOf(target));
        const isOver = error instanceof Error && error.message === "401";
        setKept({ tone: isHere ? (isOver ? "expired" : "local") : "lost", at: new Date() });
        plan(RETRY);
      } finally {
        sending = undefined;
        if (isTyped) plan(PAUSE);
      }
    };
    const onInput = () => {
      isTyped = true;
      const isHere = keepLocally(owner, form, fieldsOf(target));
      if (marker.current) marker.current.dataset.draft = isHere ? "kept" : "pending";
      plan(PAUSE);
    };
    const onOnline = () => {
      clearTimeout(timer);
      void save();
    };
    /** The page is left with words on their way: they go along if they can, and wait here otherwise. */
    const onLeave = () => {
      clearTimeout(timer);
      timer = undefined;
      if (!isTyped || isSent) return;
      const text = body(fieldsOf(target));
      if (text.toString().length > PARTING) return;
      fetch(paths.drafts(), { method: "POST", body: text, keepalive: true })
        .then((answer) => {
          if (answer.ok) forgetLocally(owner, form);
        })
        .catch(() => {});
    };
    const onSubmit = () => {
      clearTimeout(timer);
      timer = undefined;
      isTyped = false;
      sending?.abort();
      // Until the next page says that it is saved: the connection may be lost on the way.
      keepLocally(owner, form, fieldsOf(target));
      markSent(owner, form);
    };
    target.addEventListener("input", onInput);
    target.addEventListener("submit", onSubmit);
    window.addEventListener("online", onOnline);
    window.addEventListener("pagehide", onLeave);
    return () => {
      target.removeEventListener("input", onInput);
      target.removeEventListener("submit", onSubmit);
      window.removeEventListener("online", onOnline);
      window.removeEventListener("pagehide", onLeave);
      onLeave();
      isSent = true;
    };
  }, [form, owner, submissionId]);

  return (
    <p
      ref={marker}
      data-draft=""
      // Read aloud when something is wrong only: nobody wants to hear the time every three seconds.
      aria-live={!kept || kept.tone === "kept" ? "off" : "polite"}
      className="min-h-5 text-sm text-muted print:hidden"
    >
      {kept && <Words {...kept} />}
    </p>
  );
}

function Words({ tone, at }: Kept) {
  switch (tone) {
    case "kept":
      return `Brouillon gardé à ${formatTime(at)}.`;
    case "local":
      return "La connexion est perdue. Votre texte est gardé dans ce navigateur, et partira dès qu’elle revient.";
    case "expired":
      return "Votre session a expiré. Votre texte est gardé dans ce navigateur\u202f: connectez-vous dans un autre onglet, puis revenez ici.";
    case "lost":
      return "Le brouillon n’a pas pu être gardé. Enregistrez dès que possible.";
  }
}
