type Placed = { id: string; title: string; depth: number };

/** Sheets to choose from, each set in as far as it is deep in the tree. */
export const treeOptions = (sheets: readonly Placed[]) =>
  sheets.map(({ id, title, depth }) => ({
    value: id,
    label: `${"\u2003".repeat(depth)}${title}`,
  }));
