import { findMergedInto } from "@essaim/accompaniment/worker/merge.queries";
import { getPersonHeader } from "@essaim/accompaniment/worker/person-header.queries";
import { today } from "@essaim/database/today";
import { can, type MemberActor } from "@essaim/identity/actor";
import { Tabs } from "@essaim/ui/tabs";
import {
  type AppLoadContext,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Outlet, useLoaderData, useLocation } from "@remix-run/react";
import { paths } from "~/paths";
import { recordId } from "~/record-id";
import { pageTitle } from "~/title";
import { useMeetingKey } from "../meetings/use-meeting-key";
import { ErasedPerson } from "./person-erased";
import { Header } from "./person-header";
import { personTabs } from "./person-tabs";

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  pageTitle(page && `${page.person.name} · Personnes`);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await context.requireActor(request);
  const id = recordId(params.id);
  const person = await context
    .execute(actor, getPersonHeader, { id })
    .catch((refusal: unknown) => followMerge(context, actor, request, id, refusal));
  const isOpen = person.anonymisedAt === null;
  const tab = tabOf(request, id);
  // Of a file that was erased, what is kept and the proof of it are left to see.
  if (!isOpen && tab !== "" && tab !== "/donnees") throw redirect(paths.worker(id));
  return {
    person,
    today: today(),
    mayWrite: isOpen && can(actor, "worker:write"),
    mayRecord: isOpen && can(actor, "meeting:write"),
    permissions: [...actor.permissions],
  };
}

/** What follows a person's own address: « /donnees ». */
function tabOf(request: Request, id: string): string {
  const { pathname } = new URL(request.url);
  return pathname
    .replace(/\.data$/, "")
    .replace(paths.worker(id), "")
    .replace(/\/$/, "");
}

/** The address of a file that was merged leads to the one that was kept, the same tab. Otherwise the refusal stands. */
async function followMerge(
  context: AppLoadContext,
  actor: MemberActor,
  request: Request,
  id: string,
  refusal: unknown,
): Promise<never> {
  const isGone = refusal instanceof Response && refusal.status === 404;
  const keptId = isGone ? await context.execute(actor, findMergedInto, { id }) : null;
  if (!keptId) throw refusal;
  throw redirect(paths.worker(keptId) + tabOf(request, id));
}

/** A person's page: who they are, what one does most, and the tabs; one tab's content below. */
export default function Person() {
  const page = useLoaderData<typeof loader>();
  const { person, mayRecord } = page;
  const { pathname } = useLocation();
  const permissions = new Set(page.permissions);
  useMeetingKey(mayRecord ? paths.newMeetingWith(person.id) : null);
  const { anonymisedAt } = person;
  if (anonymisedAt) {
    return (
      <ErasedPerson person={{ ...person, anonymisedAt }} mayProve={permissions.has("privacy:read")}>
        {pathname === paths.worker(person.id) ? null : <Outlet />}
      </ErasedPerson>
    );
  }
  return (
    <>
      <div className="flex flex-col gap-3 sm:gap-6">
        <Header {...page} />
        <Tabs
          label={`Page de ${person.name}`}
          tabs={personTabs(person.id, permissions, pathname)}
        />
      </div>
      <Outlet />
    </>
  );
}
