import { resultTypeName } from "../../../../../local/athena/results/column-info";
import { type IcebergAnswer, icebergAnswers } from "../../../iceberg/tables/iceberg-lake";
import { icebergEngine } from "./iceberg-engine";

/** Types and tables of metadata that the engine has not. */
const UNREAD = /\b(?:time\(6\)|uuid)|\$properties"|py_types\$partitions/;

/** Whether a query reads a table of metadata. */
export const readsMetadata = ({ sql }: IcebergAnswer): boolean => /"\w+\$\w+"/.test(sql);

/** Checks that the engine answers queries over the committed Iceberg tables as Trino did, or refuses them by name. */
export function checkAnswers(accepts: (answer: IcebergAnswer) => boolean): void {
  const engine = icebergEngine();
  const answers = icebergAnswers().filter(accepts);

  it.each(answers.filter((answer) => !isUnread(answer)))(
    "are read as Trino reads them: $sql",
    async ({ sql, types, rows, error }) => {
      if (error !== undefined) {
        expect(await engine.errorOf(sql)).toContain(`${error}: `);
        return;
      }
      const result = await engine.run(sql, { now: new Date() });
      expect({
        types: result.columns.map(({ type }) => resultTypeName(type)),
        rows: comparable(sql, result.rows),
      }).toEqual({ types, rows: comparable(sql, rows) });
    },
  );

  it.each(answers.filter(isUnread))(
    "are refused where a type or table is not read: $sql",
    async ({ sql }) => {
      expect(await engine.errorOf(sql)).toMatch(
        /^NOT_SUPPORTED: .*(?:Iceberg's types? (?:time|uuid)|The metadata table "\$\w+").* --sql-engine trino/,
      );
    },
  );
}

function isUnread({ sql, types = [] }: IcebergAnswer): boolean {
  return UNREAD.test([sql, ...types].join(" "));
}

/** Without the order of rows, unless the query has one, and of the entries of maps by the ids of fields. */
function comparable(sql: string, rows: readonly (readonly (string | null)[])[] = []) {
  const sortedMaps = rows.map((row) =>
    row.map((value) => {
      const entries = /^\{(\d+=.*)\}$/.exec(value ?? "")?.[1]?.split(/, (?=\d+=)/);
      return entries === undefined ? value : `{${entries.sort().join(", ")}}`;
    }),
  );
  return sql.includes("ORDER BY")
    ? sortedMaps
    : sortedMaps.sort((a, b) => (String(a) < String(b) ? -1 : 1));
}
