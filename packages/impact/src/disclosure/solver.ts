import loadHighs from "highs";

export type LinearProgram = {
  /** At least this much of each variable; there is no upper bound but what the rows say. */
  columns: readonly number[];
  rows: readonly {
    terms: ReadonlyMap<number, number>;
    least: number;
    most: number;
  }[];
};

/** A solution that makes the sum of costs the least, or null when there is none. */
type Minimise = (costs: readonly number[]) => readonly number[] | null;

/**
 * Solves linear programs. Loaded once and handed to whoever decides: its WebAssembly takes a moment to compile. The staff
 * app depends on `highs` too, so that its build leaves it where its WebAssembly is.
 */
export type Solver = <Answer>(
  program: LinearProgram,
  use: (minimise: Minimise) => Answer,
) => Answer;

let loading: Promise<Solver> | null = null;

export function loadSolver(): Promise<Solver> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Solver> {
  const highs = await loadHighs();
  const { optimal } = highs.constants.modelStatus;
  return ({ columns, rows }, use) => {
    const starts = [0];
    for (const { terms } of rows) starts.push((starts.at(-1) ?? 0) + terms.size);
    const model = highs.createModel({
      numCols: columns.length,
      numRows: rows.length,
      colCost: columns.map(() => 0),
      colLower: [...columns],
      colUpper: columns.map(() => highs.infinity),
      rowLower: rows.map(({ least }) => least),
      rowUpper: rows.map(({ most }) => most),
      matrix: {
        format: "csr",
        numCols: columns.length,
        numRows: rows.length,
        starts,
        indices: rows.flatMap(({ terms }) => [...terms.keys()]),
        values: rows.flatMap(({ terms }) => [...terms.values()]),
      },
    });
    try {
      // Programs this small are solved sooner than they are simplified.
      model.options.set({ output_flag: false, presolve: "off" });
      const all = { kind: "range", from: 0, to: columns.length - 1 } as const;
      return use((costs) => {
        model.changeColsCost(all, [...costs]);
        model.run();
        return model.getModelStatus() === optimal ? [...model.getSolution().colValue] : null;
      });
    } finally {
      model.dispose();
    }
  };
}
