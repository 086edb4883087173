import type { listProgressOf } from "@essaim/impact/target/progress.queries";
import { Link } from "@essaim/ui/link";
import { Section } from "@essaim/ui/section";
import { paths } from "~/paths";
import { ProgressTables } from "../impact/progress-table";
import { Trajectories } from "../impact/trajectories";

type Told = Awaited<ReturnType<(typeof listProgressOf)["run"]>>;

/** What running grants promise of the audience, what is done of it, and what it may come to. */
export function Promised({ promised }: { promised: Told }) {
  return promised.map(({ grant, targets }) => (
    <Section
      key={grant.id}
      title={`Promis à ${grant.title}`}
      action={<Link href={paths.dashboard({ financement: grant.id })}>Tous ses objectifs</Link>}
    >
      <ProgressTables groups={[{ action: null, targets: [...targets] }]} grantId={grant.id} />
      <Trajectories targets={targets} />
    </Section>
  ));
}
