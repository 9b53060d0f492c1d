/**
 * Words of Athena's SQL: those that Trino reserves, and others that begin or end a part of a statement.
 *
 * @see https://trino.io/docs/current/language/reserved.html
 */
export const KEYWORDS = `alter and as between by case cast constraint create cross cube current_date current_time
  current_timestamp current_user deallocate delete describe distinct drop else end escape except execute exists extract for
  from full group grouping having in inner insert intersect into is join left like localtime localtimestamp natural not on
  or order outer prepare recursive right rollup select table then uescape union unnest using values when where with
  all analyze any asc columns database desc explain external fetch filter first if interval last limit location msck
  nulls offset over partition partitioned partitions properties range repair replace row rows schema set sets show
  tables tablesample tblproperties try_cast unload update view`;

/** Names of types. */
export const TYPES = `array bigint binary boolean char date decimal double float integer int json map real smallint string struct
  timestamp tinyint varbinary varchar`;
