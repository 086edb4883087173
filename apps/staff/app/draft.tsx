import type { Draft } from "@essaim/accompaniment/meeting/draft.queries";
import { type DraftFields, isSameDraft } from "@essaim/accompaniment/meeting/draft.schema";
import { Button, ButtonLink } from "@essaim/ui/button";
import { formatDateTime, formatTime } from "@essaim/ui/format";
import type { FormState } from "@essaim/web/form";
import { Form, useLocation } from "@remix-run/react";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { noteSeen, sendDraft, sendLeaving } from "./draft-send";
import {
  fieldsOf,
  forgetLocally,
  forgetOld,
  keepLocally,
  type LocalDraft,
  markSent,
  readLocally,
} from "./draft-store";
import { paths } from "./paths";

/** A form whose text is kept as it is typed: its address, who writes, what they had begun before. */
export type DraftView = {
  form: string;
  owner: string;
  found: Draft | null;
  /** « Repartir de zéro »: the form opens without its draft, which stays until something is typed. */
  isSetAside: boolean;
};

/** What is added to the address of a form to set its draft aside. */
export const SET_ASIDE = { name: "brouillon", value: "vide" } as const;

/** Milliseconds between a key and the draft that holds it. */
const PAUSE = 3000;
/** Milliseconds before trying again when the server is not reached. */
const RETRY = 15_000;
/** Bytes that a page may still send while it closes. */
const PARTING = 60_000;

type Begun = { fields: DraftFields; at: Date };

/** What a form with a draft shows: its fields, and where they come from. */
export type Resumed = {
  /** The fields of the draft, as a form that comes back; none when it opens as usual. */
  state: FormState | undefined;
  /** Another one draws the form again. */
  key: string;
  /** The draft there is, shown or set aside. */
  begun: Begun | null;
  isSetAside: boolean;
  /** Only this browser has it. */
  isLocal: boolean;
  /** The draft of another device, older than the one that this browser shows. */
  showOther?: () => void;
};

/**
 * The draft that a form opens with: the server’s, which is in the page already; the one that only this browser has
 * takes its place once scripts run, when it is the latest.
 */
export function useDraft({ form, owner, isSetAside, ...draft }: DraftView): Resumed {
  // As the page opened: what it keeps meanwhile, read again after a form came back, must not draw it anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: set aside, then asked for again, it is read again.
  const found = useMemo(() => draft.found, [form, isSetAside]);
  const [local, setLocal] = useState<LocalDraft | null>(null);
  const [wantsServer, setWantsServer] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: set aside, then asked for again, it is read again.
  useEffect(() => {
    forgetOld();
    setLocal(readLocally(owner, form));
    setWantsServer(false);
  }, [owner, form, isSetAside]);
  useEffect(() => {
    if (found) noteSeen(form, found.updatedAt);
  }, [form, found]);
  const here: Begun | null = local && { fields: local.fields, at: new Date(local.at) };
  const isLocal = here !== null && !wantsServer && (!found || here.at > found.updatedAt);
  const begun = isLocal ? here : found && { fields: found.fields, at: found.updatedAt };
  const isTwo = isLocal && found !== null && !isSameDraft(found.fields, here.fields);
  return {
    state: begun && !isSetAside ? { values: begun.fields, errors: {} } : undefined,
    key: isSetAside ? "empty" : isLocal ? "here" : "server",
    begun,
    isSetAside,
    isLocal,
    showOther: isTwo ? () => setWantsServer(true) : undefined,
  };
}

/** Above a form: that it opens with what its author had begun, and how to begin again. */
export function DraftNotice({ draft, resumed }: { draft: DraftView; resumed: Resumed }) {
  const { pathname, search } = useLocation();
  const { begun, isSetAside, isLocal, showOther } = resumed;
  if (!begun) return null;
  const address = (isEmpty: boolean) => {
    const parameters = new URLSearchParams(search);
    parameters.delete("fait");
    if (isEmpty) parameters.set(SET_ASIDE.name, SET_ASIDE.value);
    else parameters.delete(SET_ASIDE.name);
    return parameters.size > 0 ? `${pathname}?${parameters}` : pathname;
  };
  const when = formatDateTime(begun.at);
  if (isSetAside) {
    return (
      <Notice text={`Votre brouillon du ${when} est gardé tant que vous n’écrivez rien ici.`}>
        <ButtonLink href={address(false)} size="small">
          Le reprendre
        </ButtonLink>
        <Form
          method="post"
          action={paths.drafts()}
          onSubmit={() => forgetLocally(draft.owner, draft.form)}
        >
          <input type="hidden" name="form" value={draft.form} />
          <Button type="submit" name="intent" value="discard" size="small" variant="quiet">
            L’effacer
          </Button>
        </Form>
      </Notice>
    );
  }
  return (
    <Notice
      text={`Brouillon du ${when} repris${isLocal ? ", gardé dans ce navigateur seulement" : ""}.`}
    >
      <ButtonLink href={address(true)} size="small">
        Repartir de zéro
      </ButtonLink>
      {showOther && draft.found && (
        <Button size="small" variant="quiet" onClick={showOther}>
          Voir plutôt celui du {formatDateTime(draft.found.updatedAt)}
        </Button>
      )}
    </Notice>
  );
}

function Notice({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div className="flex max-w-2xl flex-wrap items-center gap-x-4 gap-y-2 border-l-2 border-accent pl-3 print:hidden">
      <p role="status" className="text-sm text-muted">
        {text}
      </p>
      {children}
    </div>
  );
}

type Kept = { tone: "kept" | "local" | "elsewhere" | "expired" | "lost"; at: Date };

/**
 * At the end of a form: keeps what is typed, and says so at the foot of the window, under the field whatever its
 * place. In this browser at once, on the server a few seconds later, and then no longer here. The guard of unsaved
 * forms lets go of a form that is kept.
 */
export function DraftKeeper({
  draft,
  resumed,
  submissionId,
}: {
  draft: DraftView;
  resumed: Resumed;
  submissionId: string;
}) {
  const marker = useRef<HTMLParagraphElement>(null);
  const shown = useRef(resumed);
  shown.current = resumed;
  const firstId = useRef(submissionId);
  const [kept, setKept] = useState<Kept | null>(null);
  const { form, owner } = draft;

  useEffect(() => {
    const target = marker.current?.closest("form");
    if (!target) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isTyped = false;
    let isLeft = false;
    let sending: AbortController | undefined;

    const content = () => ({ form, submissionId, fields: fieldsOf(target) });
    const plan = (delay: number) => {
      timer ??= setTimeout(save, delay);
    };
    /** What is said of a text that the server has not got, and when to try again. */
    const keepHere = (tone: Kept["tone"], delay?: number) => {
      const isHere = keepLocally(owner, form, fieldsOf(target));
      setKept({ tone: isHere ? tone : "lost", at: new Date() });
      if (delay === undefined) return;
      isTyped = true;
      plan(delay);
    };
    const save = async () => {
      timer = undefined;
      if (!isTyped || isLeft || sending) return;
      isTyped = false;
      sending = new AbortController();
      const { signal } = sending;
      try {
        const other = await sendDraft(content(), signal);
        if (other && isSameDraft(other.fields, shown.current.begun?.fields ?? {})) {
          // What this form was opened with reached the server late: it has been seen.
          noteSeen(form, other.updatedAt);
          isTyped = true;
        } else if (other) {
          keepHere("elsewhere");
        } else {
          if (!isTyped) forgetLocally(owner, form);
          setKept({ tone: "kept", at: new Date() });
        }
      } catch (error) {
        if (!signal.aborted) keepHere(error === 401 ? "expired" : "local", RETRY);
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
      if (!isTyped || isLeft) return;
      const left = content();
      if (JSON.stringify(left).length > PARTING) return;
      sendLeaving(left, () => forgetLocally(owner, form));
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
    // What only this browser has leaves without waiting for a key: a text resumed, a form that came back. Unless it
    // would replace another draft, which is one click away.
    const { isLocal, showOther } = shown.current;
    const isBack = submissionId !== firstId.current && readLocally(owner, form) !== null;
    if ((isLocal && !showOther) || isBack) {
      isTyped = true;
      plan(PAUSE);
    }
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
      isLeft = true;
    };
  }, [form, owner, submissionId]);

  return (
    <p
      ref={marker}
      data-draft=""
      // Read aloud when something is wrong only: nobody wants to hear the time every three seconds.
      aria-live={!kept || kept.tone === "kept" ? "off" : "polite"}
      className="draft-status text-sm text-muted print:hidden"
    >
      {kept && <Words {...kept} />}
    </p>
  );
}

function Words({ tone, at }: Kept) {
  switch (tone) {
    case "kept":
      return `Brouillon gardé à ${formatTime(at)}`;
    case "local":
      return "Connexion perdue\u202f: votre texte est gardé dans ce navigateur, et partira dès qu’elle revient.";
    case "elsewhere":
      return "Un autre brouillon de ce formulaire a été écrit ailleurs (autre onglet, autre appareil). Il n’est pas remplacé\u202f: celui-ci est gardé dans ce navigateur.";
    case "expired":
      return "Votre session a expiré. Votre texte est gardé dans ce navigateur\u202f: connectez-vous dans un autre onglet, puis revenez ici.";
    case "lost":
      return "Le brouillon n’a pas pu être gardé. Enregistrez dès que possible.";
  }
}
