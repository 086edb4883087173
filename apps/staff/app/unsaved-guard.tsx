import { Button } from "@essaim/ui/button";
import { useBlocker, useLocation, useNavigation } from "@remix-run/react";
import { useCallback, useEffect, useRef, useState } from "react";
import { forgetSent } from "./draft-store";

/**
 * Asks before leaving a form in which something was typed and not saved. One for all the forms of the shell:
 * it watches every `<form method="post">` of the page, so that no form can forget it. A form whose text is kept
 * as it is typed (draft.tsx) loses nothing, and is left without a question.
 */
export function UnsavedGuard() {
  /** The form typed in; a form that left the page holds nothing any more. */
  const typed = useRef<HTMLFormElement | null>(null);
  const sending = useRef(false);
  const [isDirty, setIsDirty] = useState(false);
  const navigation = useNavigation();

  const forget = useCallback(() => {
    typed.current = null;
    setIsDirty(false);
  }, []);

  const holdsText = useCallback(
    () =>
      !sending.current &&
      typed.current !== null &&
      document.contains(typed.current) &&
      typed.current.querySelector("[data-draft=kept]") === null,
    [],
  );

  useEffect(() => {
    const onInput = (event: Event) => {
      const form = event.target instanceof Element ? event.target.closest("form") : null;
      if (form?.method !== "post" || !form.closest("main")) return;
      typed.current = form;
      setIsDirty(true);
    };
    const onSubmit = (event: Event) => {
      if (event.target === typed.current) sending.current = true;
    };
    document.addEventListener("input", onInput);
    document.addEventListener("submit", onSubmit, true);
    return () => {
      document.removeEventListener("input", onInput);
      document.removeEventListener("submit", onSubmit, true);
    };
  }, []);

  // Saved: the next page says so. Otherwise the form came back, and what it holds is still to be saved.
  const isSaved = new URLSearchParams(navigation.location?.search).has("fait");
  const hasArrived = new URLSearchParams(useLocation().search).has("fait");
  useEffect(() => {
    if (hasArrived) forgetSent();
  }, [hasArrived]);
  useEffect(() => {
    if (isSaved) forget();
    if (navigation.state === "idle") sending.current = false;
  }, [isSaved, navigation.state, forget]);

  useEffect(() => {
    if (!isDirty) return;
    const onLeave = (event: BeforeUnloadEvent) => {
      if (holdsText()) event.preventDefault();
    };
    window.addEventListener("beforeunload", onLeave);
    return () => window.removeEventListener("beforeunload", onLeave);
  }, [isDirty, holdsText]);

  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      currentLocation.pathname !== nextLocation.pathname && holdsText(),
  );
  if (blocker.state !== "blocked") return null;
  return (
    <Question
      onStay={() => blocker.reset()}
      onLeave={() => {
        forget();
        blocker.proceed();
      }}
    />
  );
}

function Question({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="quitter"
      onCancel={(event) => {
        event.preventDefault();
        onStay();
      }}
      className="palette m-auto w-[min(28rem,calc(100vw-2rem))] rounded-lg border border-edge bg-surface p-5 text-ink"
    >
      <h2 id="quitter" className="text-lg">
        Quitter sans enregistrer&#8239;?
      </h2>
      <p className="mt-1 mb-4">Ce que vous avez écrit sur cette page sera perdu.</p>
      <div className="flex flex-wrap gap-3">
        <Button variant="primary" onClick={onStay}>
          Rester sur la page
        </Button>
        <Button variant="danger" onClick={onLeave}>
          Quitter sans enregistrer
        </Button>
      </div>
    </dialog>
  );
}
