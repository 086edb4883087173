import { parseQuery } from "@essaim/web/form";
import { type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { AdminHome } from "~/home/admin-home";
import { CoachHome } from "~/home/coach-home";
import { EditorHome } from "~/home/editor-home";
import { adminHome, coachHome, editorHome, managerHome } from "~/home/home.server";
import { ManagerHome } from "~/home/manager-home";
import { paths } from "~/paths";
import { pageTitle } from "~/title";

/** Whose day: nothing is one's own for a coach, and the programme for a manager. */
const viewSchema = z.object({
  vue: z.enum(["moi", "equipe"]).optional(),
  actions: z.literal("toutes").optional(),
});

export const meta: MetaFunction = () => pageTitle("Accueil");

/** What matters today to each role. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const { vue, actions } = parseQuery(viewSchema, request);
  const scope = vue === "equipe" ? ("everyone" as const) : ("mine" as const);
  const allActions = actions !== undefined;
  switch (actor.role) {
    case "coach":
      return coachHome(context, actor, { scope, allActions });
    case "manager":
      if (vue) return coachHome(context, actor, { scope, allActions });
      return managerHome(context, actor);
    case "editor":
      return editorHome(context, actor);
    case "admin":
      return adminHome(context, actor);
    case "funder":
      // The confirmation of what was just done goes along.
      throw redirect(paths.portal() + new URL(request.url).search);
  }
}

export default function Home() {
  const home = useLoaderData<typeof loader>();
  switch (home.kind) {
    case "coach":
      return <CoachHome {...home} />;
    case "manager":
      return <ManagerHome {...home} />;
    case "editor":
      return <EditorHome {...home} />;
    case "admin":
      return <AdminHome {...home} />;
  }
}
