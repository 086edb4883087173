import { ErrorPage } from "@essaim/ui/error-page";
import type { HeadersFunction } from "@remix-run/node";
import { isRouteErrorResponse, useLocation, useRouteError } from "@remix-run/react";
import { ExpiredSession, isExpiredForm, KeptForm } from "~/expired-session";
import { isLostConnection, LostConnection } from "~/lost-form";
import { paths } from "~/paths";
import { GateFrame } from "~/routes/account/gate-frame";

const titles: Record<number, string> = {
  401: "Session expirée",
  403: "Page non ouverte",
  404: "Page introuvable",
  405: "Envoi refusé",
  413: "Envoi trop volumineux",
  503: "Service momentanément indisponible",
};

export function errorTitle(error: unknown): string {
  if (isLostConnection(error)) return "Connexion perdue";
  const status = isRouteErrorResponse(error) ? error.status : 500;
  return titles[status] ?? "Incident";
}

/** Lets the headers of a refusal (Retry-After) reach the browser. */
export const errorHeaders: HeadersFunction = ({ errorHeaders: refusal }) =>
  refusal ?? new Headers();

/** Any refusal or incident, in French. `framed` when the shell is around it. */
export function AppError({ framed = false }: { framed?: boolean }) {
  const error = useRouteError();
  const { pathname, search } = useLocation();
  const kept = isRouteErrorResponse(error) && isExpiredForm(error.data) ? error.data : null;
  const status = isRouteErrorResponse(error) ? error.status : 500;
  if (kept && status === 401) return <ExpiredSession form={kept} />;
  if (isLostConnection(error)) {
    const page = <LostConnection />;
    return framed ? page : <GateFrame>{page}</GateFrame>;
  }
  return (
    <ErrorPage
      status={status}
      framed={framed}
      homeHref={paths.home()}
      searchHref={framed && status === 404 ? paths.search() : undefined}
    >
      {kept && kept.fields.length > 0 && <KeptForm form={kept} />}
      {status === 503 && !kept && (
        <p>
          {/* A plain link: the whole page is asked again. */}
          <a href={pathname + search}>Réessayer maintenant</a>
        </p>
      )}
    </ErrorPage>
  );
}
