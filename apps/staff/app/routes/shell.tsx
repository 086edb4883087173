import type { HeadersFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Outlet,
  useLoaderData,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import { AppError, errorHeaders, errorTitle } from "~/error";
import { shellData } from "~/shell-data.server";
import { ShellFrame } from "~/shell-frame";
import { pageTitle } from "~/title";

export async function loader({ request, context }: LoaderFunctionArgs) {
  return shellData(await context.requireSignedIn(request), context);
}

export const meta: MetaFunction = ({ error }) => pageTitle(error ? errorTitle(error) : undefined);

export const headers: HeadersFunction = errorHeaders;

export default function Shell() {
  return (
    <ShellFrame data={useLoaderData<typeof loader>()}>
      <Outlet />
    </ShellFrame>
  );
}

/** Refusals and incidents of any page: inside the shell when we know who is there. */
export function ErrorBoundary() {
  const shell = useRouteLoaderData<typeof loader>("routes/shell");
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
