import { Alert } from "@essaim/ui/alert";
import { Button, ButtonLink } from "@essaim/ui/button";
import { useLocation, useNavigation } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import {
  forgetLost,
  formOf,
  keepLost,
  lastSentFrom,
  lostOn,
  noteSent,
  refill,
  type SentForm,
} from "./sent-form";
import { Written } from "./written";

/**
 * Stops the forms of the page from leaving while the browser knows that it is offline: they stay as they are, and
 * the button is pressed again later. One for all the forms of the shell.
 */
export function OfflineGuard({ memberId }: { memberId: string }) {
  const [isOffline, setIsOffline] = useState(false);
  useEffect(() => {
    const onSubmit = (event: SubmitEvent) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || form.method !== "post") return;
      const sent = noteSent(form, memberId);
      setIsOffline(!navigator.onLine);
      if (navigator.onLine) return;
      // Before anything else hears of it: as far as the page knows, nothing was pressed.
      event.preventDefault();
      event.stopPropagation();
      if (sent) keepLost(sent);
    };
    const onOnline = () => setIsOffline(false);
    window.addEventListener("submit", onSubmit, true);
    window.addEventListener("online", onOnline);
    return () => {
      window.removeEventListener("submit", onSubmit, true);
      window.removeEventListener("online", onOnline);
    };
  }, [memberId]);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: said of the form of one page.
  useEffect(() => setIsOffline(false), [pathname]);
  if (!isOffline) return null;
  return (
    <div
      role="alert"
      className="fixed inset-x-4 bottom-4 z-50 mx-auto flex max-w-2xl items-start gap-3 rounded-md border border-danger bg-surface px-4 py-3"
    >
      <p className="min-w-0 flex-1">
        <strong>Connexion perdue&#8239;: votre texte est gardé dans ce navigateur.</strong> Rien
        n’est enregistré. Quand elle revient, pressez de nouveau le même bouton.
      </p>
      <Button size="small" variant="quiet" onClick={() => setIsOffline(false)}>
        Fermer
      </Button>
    </div>
  );
}

/** Puts a lost form back in its page when it opens again, and says so. */
export function LostFormBack({ memberId }: { memberId: string }) {
  const { pathname, key } = useLocation();
  const isIdle = useNavigation().state === "idle";
  const [back, setBack] = useState<{ key: string; left: SentForm["fields"] } | null>(null);
  useEffect(() => {
    const lost = isIdle ? lostOn(pathname, memberId) : null;
    const form = lost && formOf(lost.fields);
    if (!form) return;
    forgetLost();
    // A form with a draft has resumed it.
    if (form.querySelector("[data-draft]")) return;
    setBack({ key, left: refill(form, lost.fields) });
  }, [pathname, key, isIdle, memberId]);
  if (back?.key !== key) return null;
  return (
    <Alert tone="accent" role="status" title="Votre texte est de nouveau dans le formulaire">
      <p>Rien n’était enregistré&#8239;: vérifiez, puis enregistrez.</p>
      <Written fields={back.left} title="Ce qui n’y a pas retrouvé sa place" />
    </Alert>
  );
}

/** Nobody answered: a form that was sent, or a page that was asked for. */
export function LostConnection() {
  const { pathname, search } = useLocation();
  const [lost, setLost] = useState<SentForm | null>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const sent = lastSentFrom(pathname);
    if (sent && keepLost(sent)) setLost(sent);
    title.current?.focus();
  }, [pathname]);
  return (
    <div className="flex max-w-2xl flex-col items-start gap-4 py-6">
      <h1 ref={title} tabIndex={-1} className="outline-none">
        Connexion perdue
      </h1>
      {lost ? (
        <p className="text-lg">
          Rien n’est enregistré, mais rien n’est perdu&#8239;: votre texte est gardé dans ce
          navigateur.
        </p>
      ) : (
        <p className="text-lg">
          Essaim n’a pas répondu. Vérifiez votre connexion, puis réessayez&#8239;: rien n’a changé.
        </p>
      )}
      <ButtonLink href={lost?.address ?? pathname + search} variant="primary">
        {lost ? "Revenir au formulaire" : "Réessayer"}
      </ButtonLink>
      {lost && <Written fields={lost.fields} />}
    </div>
  );
}

/** Did nobody answer? What browsers say then. A page that breaks is a TypeError too, in other words. */
export function isLostConnection(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    /failed to fetch|networkerror|load failed|network connection/i.test(error.message)
  );
}
