import { resolveTarget } from "../target/target";
import type { Output } from "../terminal/output";
import { runQuery } from "./athena-query";
import type { ResultFormat } from "./formats/format-names";
import { dataText, renderQueryResult } from "./formats/result-text";
import { readStatement } from "./read-statement";
import type { StatementSource } from "./read-statement";

/** Options of `lake query`. */
export interface QueryOptions extends StatementSource {
  readonly env: string;
  /** @default - a table; vertical on a terminal that is narrower than that */
  readonly output?: ResultFormat | undefined;
}

/** `lake query`: runs a statement in the lake's workgroup and database, and prints the rows. */
export async function queryCommand(output: Output, options: QueryOptions): Promise<void> {
  const sql = await readStatement(options);
  const { clients, names, jobTimeoutMs } = await resolveTarget(options.env);
  const result = await output.step("Run the query", () =>
    runQuery(clients.athena, {
      sql,
      workGroup: names.workGroup,
      database: names.database,
      timeoutMs: jobTimeoutMs,
    }),
  );
  const data = dataText(result, options.output);
  if (data !== undefined) output.data(data);
  else output.result(result, (shown) => renderQueryResult(shown, options.output, output.columns));
}
