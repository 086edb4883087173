import { Tabs } from "@essaim/ui/tabs";
import { paths } from "~/paths";

export type DayView = "programme" | "mine" | "everyone";

/** Whose day it is: one's own people, the whole team; and the programme, for who runs it. */
export function DayViews({ current, hasProgramme }: { current: DayView; hasProgramme: boolean }) {
  const views: { key: DayView; label: string; href: string }[] = [
    ...(hasProgramme
      ? [{ key: "programme" as const, label: "Le programme", href: paths.day() }]
      : []),
    { key: "mine", label: "Ma journée", href: paths.day(hasProgramme ? "moi" : undefined) },
    { key: "everyone", label: "Toute l’équipe", href: paths.day("equipe") },
  ];
  return (
    <Tabs
      label="Page d’accueil"
      tabs={views.map(({ key, label, href }) => ({ label, href, current: key === current }))}
    />
  );
}
