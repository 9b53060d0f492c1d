import { DuckDBConnection } from "@duckdb/node-api";

import { toQueryError } from "../../../../../local/athena/engine/engine-error";
import { Canary } from "../../../../support/canary";
import { TestEngine } from "../../../../support/athena/test-engine";
import { hostileText, hostileTexts, MEGABYTE } from "../../../../support/random/hostile-text";
import fc, { SEED } from "../../../../support/random/seeded-fast-check";
import { NAME_PLACES } from "./name-places";
import { OTHER_PLACES } from "./other-places";
import type { Place } from "./place";
import { VALUE_PLACES } from "./value-places";

/** Random texts for each place, in addition to those of the list. */
const RUNS = 6;

/**
 * Each place gets every third text of the list, at another offset than the previous place; `HOSTILE_TEXTS=all` tries all
 * texts in all places. Places that write files, which is slow, get half as many.
 */
const EVERY = process.env["HOSTILE_TEXTS"] === "all" ? 1 : 3;
const SLOW = /CREATE TABLE AS|Parquet|ADD PARTITION/;

/** DuckDB's errors for invalid SQL: hostile text must never get that far. */
const NOT_SQL = /Parser Error|Binder Error|Catalog Error|syntax error|can't run this query/;

describe("hostile text", () => {
  const canary = new Canary();
  const engine = new TestEngine();
  const seen = new Set<string>();
  const counts = { texts: 0, same: 0, rejected: 0, statements: 0 };
  const extract = jest.spyOn(DuckDBConnection.prototype, "extractStatements");

  afterAll(async () => {
    extract.mockRestore();
    await engine.close();
    canary.remove();
    console.info(`Hostile text, seed ${SEED}: ${JSON.stringify(counts)}`);
  });

  /** Tries a text in a place: it is returned unchanged or rejected by Athena, without any other effect. */
  const expectNoEffect = async (place: Place, text: string): Promise<void> => {
    extract.mockClear();
    const catalog = new Set(engine.aws.databases);
    let outcome: string;
    counts.texts += 1;
    try {
      const answer = await place(text, engine);
      counts.same += 1;
      outcome = JSON.stringify(answer) ?? "";
      if (answer !== undefined) expect(answer[0]).toEqual(answer[1]);
    } catch (error) {
      // A failed expectation is not a rejection.
      if (error instanceof Error && "matcherResult" in error) throw error;
      outcome = toQueryError(error).message;
      counts.rejected += 1;
      expect(outcome).toMatch(/^[A-Z_]+: /);
      expect(outcome).not.toMatch(NOT_SQL);
    }
    expect(outcome).not.toContain(canary.secret);
    expect(canary.written).toEqual([]);
    expect(engine.aws.databases).toEqual(catalog);
    for (const [statement] of extract.mock.calls) seen.add(statement);
  };

  const places = Object.entries({ ...VALUE_PLACES, ...NAME_PLACES, ...OTHER_PLACES });

  it.each(places)("has no effect as %s", async (name, place) => {
    const every = SLOW.test(name) ? EVERY * 2 : EVERY;
    const first = places.findIndex(([each]) => each === name) % every;
    const texts = hostileTexts(canary).filter((_, index) => index % every === first);
    for (const text of texts) await expectNoEffect(place, text);
    await fc.assert(
      fc.asyncProperty(hostileText(canary), (text) => expectNoEffect(place, text)),
      { numRuns: RUNS },
    );
  });

  it.each(places)("has no effect with a megabyte as %s", async (_, place) => {
    await expectNoEffect(place, MEGABYTE);
  });

  it("was a single statement each time, according to DuckDB's parser", async () => {
    const connection = await DuckDBConnection.create();
    const selects = [...seen].filter((text) => /^SELECT /.test(text) && text.length < 10_000);
    for (const text of selects) {
      const prepared = await connection.prepare("SELECT json_serialize_sql($1::VARCHAR)");
      prepared.bindVarchar(1, text);
      const json = String((await prepared.runAndReadAll()).getRows()[0]?.[0]);
      prepared.destroySync();
      // DuckDB serializes 1e400 as Infinity, which is not JSON.
      const parsed: unknown = JSON.parse(json.replace(/:-?(?:Infinity|NaN)\b/g, ":null"));
      expect(parsed).toMatchObject({ error: false, statements: [expect.anything()] });
    }
    connection.closeSync();
    counts.statements = selects.length;
    expect(selects.length).toBeGreaterThan(500);
  });
});
