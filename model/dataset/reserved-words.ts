/**
 * Words that Athena's DDL reserves: names only in backticks.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/reserved-words.html
 */
const ddlReservedWords: ReadonlySet<string> = words(
  `all alter and array as authorization between bigint binary boolean both by case cashe cast char
  column commit conf constraint create cross cube current current_date current_timestamp cursor
  database date dayofweek decimal delete describe distinct div double drop else end exchange exists
  extended external extract false fetch float floor following for foreign from full function grant
  group grouping having if import in inner insert int integer intersect interval into is join lateral
  left less like local macro map more none not null numeric of on only or order out outer over
  partialscan partition percent preceding precision preserve primary procedure range reads reduce
  references regexp revoke right rlike rollback rollup row rows select set smallint start table
  tablesample then time timestamp to transform trigger true truncate unbounded union uniquejoin update
  user using utc_timestamp values varchar views when where window with`,
);

/**
 * Words that Athena's queries reserve: names only in double quotes.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/reserved-words.html
 */
export const queryReservedWords: ReadonlySet<string> = words(
  `alter and as between by case cast constraint create cross cube current_catalog current_date
  current_path current_schema current_time current_timestamp current_user deallocate delete describe
  distinct drop else end escape except execute exists extract false first for from full group grouping
  having in inner insert intersect into is join json_array json_exists json_object json_query
  json_table json_value last left like listagg localtime localtimestamp natural normalize not null on
  or order outer prepare recursive right rollup select skip table then trim true uescape union unnest
  using values when where with`,
);

/**
 * Words that no column has as its name: they need quotes in queries. Those that DDL alone reserves don't, such as
 * `timestamp` and `date`, and tables are made without DDL.
 */
export const reservedColumnNames: ReadonlySet<string> = new Set(
  [...ddlReservedWords].filter((word) => queryReservedWords.has(word)),
);

/** Words that DDL or queries reserve. */
export const reservedWords: ReadonlySet<string> = new Set([
  ...ddlReservedWords,
  ...queryReservedWords,
]);

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}
