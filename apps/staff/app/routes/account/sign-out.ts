import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { paths } from "~/paths";

/** Somebody who types the address, or comes back to it, goes home: only a button signs out. */
export function loader(): never {
  throw redirect(paths.home());
}

export async function action({ request, context }: ActionFunctionArgs) {
  const cookie = await context.identity.signOut(request.headers.get("cookie"));
  throw redirect(paths.signIn({ fait: "deconnecte" }), { headers: { "set-cookie": cookie } });
}
