import { askTrino, type TrinoAnswer, type TrinoNames } from "../trino-client";
import { type GeneratedTable, trinoTable } from "./tables/generated-table";

/** Errors of a server that is overloaded: they say nothing about a statement. */
const BUSY = /^(?:ABANDONED|PAGE_TRANSPORT|REMOTE|TOO_MANY|EXCEEDED|NO_NODES)_/;

const MAX_ATTEMPTS = 5;

/** The generated tables of a seed in a Trino server, in its catalog `memory`. */
export class TrinoTables {
  private readonly names: TrinoNames;

  constructor(
    private readonly url: string,
    seed: number,
    private readonly tables: readonly GeneratedTable[],
  ) {
    // Several runs may share the server.
    this.names = { catalog: "memory", schema: `differential_${seed}_${process.pid}` };
  }

  /** @throws Error if the server has no catalog `memory`, or refuses a table */
  async create(): Promise<void> {
    await this.change(`CREATE SCHEMA ${this.names.schema}`);
    for (const table of this.tables) await this.change(trinoTable(table));
  }

  /**
   * Asks a statement, again where the server was too busy to answer.
   *
   * @throws Error if it stays too busy
   */
  async ask(sql: string): Promise<TrinoAnswer> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const answer = await askTrino(this.url, sql, this.names);
      if (!BUSY.test(answer.error ?? "")) return answer;
    }
    throw new Error("Trino is too busy to answer: ask fewer statements at once");
  }

  async drop(): Promise<void> {
    for (const { name } of this.tables) await this.change(`DROP TABLE IF EXISTS ${name}`);
    await this.change(`DROP SCHEMA ${this.names.schema}`);
  }

  private async change(sql: string): Promise<void> {
    const { error } = await this.ask(sql);
    if (error !== undefined) throw new Error(`Trino refused (${error}): ${sql.slice(0, 500)}`);
  }
}
