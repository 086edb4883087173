import type { HeadersFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Outlet,
  useLoaderData,
  useLocation,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import { useEffect } from "react";
import { AppError, errorHeaders, errorTitle } from "~/error";
import { noteArrived } from "~/sent-form";
import { type ShellData, shellData } from "~/shell-data.server";
import { ShellFrame } from "~/shell-frame";
import { pageTitle } from "~/title";

export async function loader({ request, context }: LoaderFunctionArgs) {
  return shellData(await context.requireSignedIn(request), context);
}

export const meta: MetaFunction = ({ error }) => pageTitle(error ? errorTitle(error) : undefined);

export const headers: HeadersFunction = errorHeaders;

/** What the shell showed last in this browser: nothing is loaded any more once nobody answers. */
let shownLast: ShellData | undefined;

export default function Shell() {
  const data = useLoaderData<typeof loader>();
  const { key } = useLocation();
  useEffect(() => {
    shownLast = data;
  }, [data]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that shows is the answer to what was sent.
  useEffect(noteArrived, [key]);
  return (
    <ShellFrame data={data}>
      <Outlet />
    </ShellFrame>
  );
}

/** Refusals and incidents of any page: inside the shell when we know who is there. */
export function ErrorBoundary() {
  const shell = useRouteLoaderData<typeof loader>("routes/shell") ?? shownLast;
  const error = useRouteError();
  // Whoever must sign in again is told so on a page of its own.
  const isOver = isRouteErrorResponse(error) && error.status === 401;
  if (!shell || isOver) return <AppError />;
  return (
    <ShellFrame data={shell}>
      <AppError framed />
    </ShellFrame>
  );
}
