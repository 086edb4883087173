type Values = Record<string, string>;

/** Rows as fields: `steps.0.text`… */
export function fieldsOf<Row>(
  list: string,
  rows: readonly Row[],
  fields: (row: Row) => Values,
): Values {
  return Object.fromEntries(
    rows.flatMap((row, index) =>
      Object.entries(fields(row)).map(([name, value]) => [`${list}.${index}.${name}`, value]),
    ),
  );
}

export function englishFields(english: Values | null): Values {
  return Object.fromEntries(
    Object.entries(english ?? {}).map(([name, text]) => [`english.${name}`, text]),
  );
}
