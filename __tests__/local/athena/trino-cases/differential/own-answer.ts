import { toQueryError } from "../../../../../local/athena/engine/engine-error";
import { resultTypeName } from "../../../../../local/athena/results/column-info";
import type { TestEngine } from "../../../../support/athena/test-engine";
import type { TrinoAnswer } from "../trino-client";

/** An answer of the engine under test; an error has a message. */
export interface OwnAnswer extends TrinoAnswer {
  readonly message?: string;
}

/** The engine's answer to a statement. */
export async function answerOf(engine: TestEngine, sql: string): Promise<OwnAnswer> {
  try {
    const { columns, rows } = await engine.run(sql);
    return { types: columns.map(({ type }) => resultTypeName(type)), rows };
  } catch (error) {
    const { code, message } = toQueryError(error);
    return { error: code, message };
  }
}
