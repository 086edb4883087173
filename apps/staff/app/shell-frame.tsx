import type { Permission } from "@essaim/identity/permission";
import { Button, ButtonLink } from "@essaim/ui/button";
import { CommandPalette, type PaletteItem } from "@essaim/ui/command-palette";
import { Flash } from "@essaim/ui/flash";
import { Link } from "@essaim/ui/link";
import { StaffShell } from "@essaim/ui/staff-shell";
import { Tabs } from "@essaim/ui/tabs";
import { Form, useLocation, useMatches, useNavigate } from "@remix-run/react";
import { type ReactNode, useCallback, useMemo } from "react";
import { DemoBanner } from "~/demo-banner";
import { doubtLinkOf, flashOf, isDoubtful, undoLinkOf } from "~/flash";
import { LostFormBack, OfflineGuard } from "~/lost-form";
import { railFor } from "~/navigation";
import { paths } from "~/paths";
import type { ShellData } from "~/shell-data.server";
import { UnsavedGuard } from "~/unsaved-guard";
import { usePageArrival } from "~/use-page-arrival";

/** The back office around a page: rail, account, confirmation, command palette. */
export function ShellFrame({ data, children }: { data: ShellData; children: ReactNode }) {
  const { pathname, search } = useLocation();
  usePageArrival();
  const { rail, siblings } = useMemo(
    () => railFor({ permissions: new Set<Permission>(data.permissions) }, pathname),
    [data.permissions, pathname],
  );
  const loaded = useMatches().map((match) => match.data);
  const quick = data.quickAction;
  const undoHref = undoLinkOf(search);
  const doubtHref = doubtLinkOf(search, pathname);
  return (
    <StaffShell
      organisationName={data.organisationName}
      nav={rail.map((entry) => ({
        ...entry,
        waiting: entry.holdsGrants && data.unanswered > 0 ? waiting(data.unanswered) : null,
      }))}
      user={{ name: data.fullName, role: data.role }}
      userMenu={<UserMenu />}
      homeHref={paths.home()}
      searchHref={paths.search()}
      quickAction={
        quick && (
          <ButtonLink href={quick.href} icon="plus">
            Compte rendu
          </ButtonLink>
        )
      }
      banner={data.isDemo ? <DemoBanner /> : undefined}
      flash={
        <>
          <Flash
            isDoubtful={isDoubtful(search)}
            action={
              doubtHref ? (
                <Link href={doubtHref}>Voir son lieu de vie</Link>
              ) : (
                undoHref && <Link href={undoHref}>Ouvrir la corbeille</Link>
              )
            }
          >
            {flashOf(search, { pathname, data: loaded })}
          </Flash>
          <LostFormBack memberId={data.memberId} />
        </>
      }
      after={
        <>
          <Palette actions={data.actions} />
          <UnsavedGuard />
          <OfflineGuard memberId={data.memberId} />
        </>
      }
    >
      {siblings.length > 0 && <Tabs label="Pages voisines" tabs={siblings} />}
      {children}
    </StaffShell>
  );
}

const waiting = (count: number) => ({
  count,
  words:
    count === 1
      ? "une question d’un financeur attend une réponse"
      : `${count} questions de financeurs attendent une réponse`,
});

function UserMenu() {
  return (
    <>
      <Link
        href={paths.account()}
        className="flex min-h-10 w-full items-center text-ink pointer-coarse:min-h-11"
      >
        Mon compte
      </Link>
      <Link
        href={paths.glossary()}
        className="flex min-h-10 w-full items-center text-ink pointer-coarse:min-h-11"
      >
        Les mots d’Essaim
      </Link>
      <Form method="post" action={paths.signOut()} className="w-full">
        <Button type="submit" size="small" icon="logout">
          Se déconnecter
        </Button>
      </Form>
    </>
  );
}

function Palette({ actions }: { actions: ShellData["actions"] }) {
  const navigate = useNavigate();
  const open = useCallback((item: PaletteItem) => navigate(item.href ?? "/"), [navigate]);
  return <CommandPalette search={suggest} actions={actions} onSelect={open} />;
}

async function suggest(query: string): Promise<PaletteItem[]> {
  const answer = await fetch(paths.searchSuggestions(query));
  if (!answer.ok || answer.redirected) throw new Error(`Search answered ${answer.status}`);
  return answer.json();
}
