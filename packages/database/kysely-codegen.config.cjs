// How `src/schema.ts` is written. A text column whose check constraint lists its words gets them as a union,
// read from the database: nobody writes the list a second time.
/** @type {import("kysely-codegen").Config} */
module.exports = {
  dialect: "postgres",
  dateParser: "string",
  excludePattern: "{kysely_*,graphile_worker.*}",
  outFile: "src/schema.ts",
  typeMapping: { int8: "number", citext: "string", uuid: "string", tsvector: "string" },
  async postprocess({ db, metadata }) {
    const { sql } = await import("kysely");
    const { rows } = await sql`
      select r.relname as "table", a.attname as "column", pg_get_constraintdef(c.oid) as definition
      from pg_constraint c
      join pg_class r on r.oid = c.conrelid
      join pg_attribute a on a.attrelid = c.conrelid and c.conkey = array[a.attnum]
      where c.contype = 'c' and c.connamespace = 'public'::regnamespace`.execute(db);
    for (const { table, column, definition } of rows) {
      const list = /^CHECK \(\(\w+ = ANY \(ARRAY\[('.*'::text)\]\)\)\)$/.exec(definition)?.[1];
      if (!list) continue;
      const words = Array.from(list.matchAll(/'(\w+)'::text/g), ([, word]) => word);
      const columns = metadata.tables.find(({ name }) => name === table).columns;
      columns.find(({ name }) => name === column).enumValues = words;
    }
    // PostgreSQL does not say which columns of a view are never null: those of the tables it joins.
    const encounter = metadata.tables.find(({ name }) => name === "encounter");
    for (const column of encounter.columns) column.isNullable = column.name === "start_time";
    const counted = metadata.tables.find(({ name }) => name === "audience_counted");
    const figure = metadata.tables.find(({ name }) => name === "audience_figure");
    for (const column of counted.columns) {
      const of = figure.columns.find(({ name }) => name === column.name);
      Object.assign(column, { isNullable: of.isNullable, enumValues: of.enumValues });
    }
    return metadata;
  },
};
