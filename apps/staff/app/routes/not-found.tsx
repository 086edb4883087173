import { ErrorPage } from "@essaim/ui/error-page";
import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { paths } from "~/paths";
import { shellData } from "~/shell-data.server";
import { ShellFrame } from "~/shell-frame";
import { pageTitle } from "~/title";

/** Any address that no route knows. It is outside of the shell, which would send a visitor to sign in first. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const signedIn = await context.findSignedIn(request);
  return data({ shell: signedIn && (await shellData(signedIn, context)) }, { status: 404 });
}

export function action(): never {
  throw new Response(null, { status: 404 });
}

export const meta: MetaFunction = () => pageTitle("Page introuvable");

export default function NotFound() {
  const { shell } = useLoaderData<typeof loader>();
  if (!shell) return <ErrorPage status={404} homeHref={paths.home()} />;
  return (
    <ShellFrame data={shell}>
      <ErrorPage status={404} homeHref={paths.home()} searchHref={paths.search()} framed />
    </ShellFrame>
  );
}
