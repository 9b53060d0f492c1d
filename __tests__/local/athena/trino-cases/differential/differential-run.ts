import { TestEngine } from "../../../../support/athena/test-engine";
import { answerOf, type OwnAnswer } from "./own-answer";
import {
  generateStatement,
  type GeneratedStatement,
  type StatementKind,
} from "./statement-generator";
import { generateTables, type GeneratedTable } from "./tables/generated-table";
import { addLakeTable } from "./tables/lake-table";

/** The engine under test with the tables of a seed, and its statements. */
export class DifferentialRun {
  readonly tables: readonly GeneratedTable[];
  private readonly engine = new TestEngine();

  constructor(
    readonly seed: number,
    private readonly kind: StatementKind = "all",
  ) {
    this.tables = generateTables(seed);
  }

  /** Adds the tables to the catalog. */
  async setUp(): Promise<void> {
    for (const table of this.tables) await addLakeTable(this.engine.aws, table);
  }

  statement(index: number): GeneratedStatement {
    return generateStatement(this.seed, index, this.tables, this.kind);
  }

  /** The engine's answer. */
  answer(statement: GeneratedStatement): Promise<OwnAnswer> {
    return answerOf(this.engine, statement.sql);
  }

  close(): Promise<void> {
    return this.engine.close();
  }
}
