import { resolveTarget } from "../target/target";
import type { Output } from "../terminal/output";
import { runQuery } from "./athena-query";
import type { ResultFormat } from "./formats/format-names";
import { dataText, nestedNote, renderQueryResult } from "./formats/result-text";
import { readTables } from "./catalog-tables";
import { explainFailure } from "./statement/explain-failure";
import { readStatement } from "./statement/read-statement";
import type { StatementSource } from "./statement/read-statement";

/** Options of `lake query`. */
export interface QueryOptions extends StatementSource {
  readonly env: string;
  /** @default - a table; vertical on a terminal that is narrower than that */
  readonly output?: ResultFormat | undefined;
}

/** `lake query`: runs a statement in the lake's workgroup and database, and prints the rows. */
export async function queryCommand(output: Output, options: QueryOptions): Promise<void> {
  const sql = await readStatement(options);
  const target = await resolveTarget(options.env);
  const { clients, names, jobTimeoutMs } = target;
  const result = await output
    .step("Run the query", () =>
      runQuery(clients.athena, {
        sql,
        workGroup: names.workGroup,
        database: names.database,
        timeoutMs: jobTimeoutMs,
      }),
    )
    .catch(async (error: unknown) => {
      const tables = () => readTables(target);
      throw await explainFailure(error, { sql, environment: options.env, tables });
    });
  const data = dataText(result, options.output);
  const note = nestedNote(result, options.output);
  if (note !== undefined) output.note(note);
  if (data !== undefined) output.data(data);
  else output.result(result, (shown) => renderQueryResult(shown, options.output, output.columns));
}
