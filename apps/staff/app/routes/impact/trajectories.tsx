import { daysAfter } from "@essaim/database/today";
import { forecastMethod } from "@essaim/impact/target/forecast.words";
import type { Progress, ProgressMonth } from "@essaim/impact/target/progress.rules";
import { ChartWithTable } from "@essaim/ui/chart-with-table";
import { Disclosure } from "@essaim/ui/disclosure";
import { PHONE } from "@essaim/ui/drawn";
import { DrawnTrajectory } from "@essaim/ui/drawn-trajectory";
import { formatDate, formatMonth } from "@essaim/ui/format";
import { Section } from "@essaim/ui/section";
import { Table } from "@essaim/ui/table";
import { expectedSentence, forecastSentence } from "./progress-words";
import { writeValue } from "./release/figure-words";

/** Month after month, each target's way, what was done of it and what it may come to. */
export function Trajectories({ targets }: { targets: readonly Progress[] }) {
  const drawn = targets.filter(({ months }) => months.length > 0);
  if (drawn.length === 0) return null;
  return (
    <Section title="Mois par mois">
      <Disclosure summary="Les trajectoires" onPhone>
        <div className="grid gap-x-10 gap-y-10 lg:grid-cols-2">
          {drawn.map((progress) => (
            <Trajectory key={progress.definition.key} progress={progress} />
          ))}
        </div>
      </Disclosure>
      <Disclosure summary="Comment la trajectoire et la prévision sont faites">
        <div className="flex max-w-measure flex-col gap-2">
          {forecastMethod.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      </Disclosure>
    </Section>
  );
}

function Trajectory({ progress }: { progress: Progress }) {
  const { definition, months, way, forecast, actual, target } = progress;
  const write = (value: number) => writeValue(definition, value);
  const title = definition.name.fr;
  const sentences = [
    `${write(actual ?? 0)} sur ${write(target)}.`,
    expectedSentence(progress),
    forecastSentence(progress),
  ];
  const ahead = forecast?.kind === "known" ? forecast.points : [];
  return (
    <ChartWithTable
      title={title}
      description={sentences.filter(Boolean).join(" ")}
      table={
        <Table
          caption={`${title}, mois par mois`}
          hideCaption
          stack="never"
          rows={[
            ...months.map((one): Row => ({ ...one, ahead: null })),
            ...ahead.map((one): Row => ({ on: one.on, done: null, expected: null, ahead: one })),
          ]}
          rowKey={({ on, ahead: isAhead }) => `${on}${isAhead ? "-ahead" : ""}`}
          columns={[
            { key: "on", header: "Jusqu’à", lead: true, cell: ({ on }) => monthOrDay(on) },
            {
              key: "done",
              header: "Réalisé ou prévu",
              numeric: true,
              cell: ({ done, ahead: band }) =>
                band ? `${write(band.low)} à ${write(band.high)}` : write(done ?? 0),
            },
            {
              key: "expected",
              header: "Attendu",
              numeric: true,
              cell: ({ expected }) => (expected === null ? "–" : write(expected)),
            },
          ]}
        />
      }
    >
      <div className="max-w-92">
        <DrawnTrajectory
          title={title}
          width={PHONE}
          done={months.map(({ on, done }) => ({ on, value: done }))}
          target={way.map(({ dueOn, value }) => ({ on: dueOn, value }))}
          forecast={[...ahead]}
          format={write}
        />
      </div>
    </ChartWithTable>
  );
}

/** A month that is over by its name alone, which a phone may write on two lines. */
const monthOrDay = (on: string) =>
  daysAfter(on, 1).endsWith("-01") ? formatMonth(on) : formatDate(on);

type Row = {
  on: string;
  done: ProgressMonth["done"] | null;
  expected: number | null;
  ahead: { low: number; high: number } | null;
};
