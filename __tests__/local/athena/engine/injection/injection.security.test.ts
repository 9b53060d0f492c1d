import { DuckDBConnection } from "@duckdb/node-api";

import { toQueryError, isInterruption } from "../../../../../local/athena/engine/engine-error";
import { Canary } from "../../../../support/browser/canary";
import { hostileText, hostileTexts, MEGABYTE } from "../../../../support/random/hostile-text";
import fc, { SEED } from "../../../../support/random/seeded-fast-check";
import { fillTable } from "../../../../support/fake-aws/event-table";
import { NAME_PLACES, OTHER_PLACES, type Place, VALUE_PLACES } from "./query-places";
import { TestEngine } from "../../../../support/athena/test-engine";

describe("an attack by SQL", () => {
  const canary = new Canary();
  const engine = new TestEngine();

  afterAll(async () => {
    await engine.close();
    canary.remove();
  });

  /** What came of a query, its rows or its fault. */
  const outcome = async (sql: string): Promise<string> =>
    JSON.stringify(await engine.run(sql).catch((error: unknown) => String(error)));

  // Names in SQL lose their capitals, paths may have some: the path goes as hexadecimal digits.
  const path = `decode(from_hex('${Buffer.from(canary.path).toString("hex")}'))`;
  const reading = `(select any_value(content) from read_text(${path}))`;

  it.each([
    [
      "the name of a row's field in a cast from json",
      `CAST(JSON '{"a": 1}' AS ROW("a', 0) || ${reading} || concat('" varchar))`,
    ],
    [
      "the name of a row's field in a cast to json",
      `CAST(CAST(ROW('a', 'b') AS ROW(a varchar, "a"" || ${reading} || ({'a': ''}).""a" varchar)) AS json)`,
    ],
  ])("reads no file by %s", async (_, expression) => {
    expect(await outcome(`SELECT ${expression}`)).not.toContain(canary.secret);
  });

  it("reads no file by a field's name in the Data Catalog", async () => {
    const name = `a" || ${reading} || (r1.s)."a`;
    const type = `struct<a:string,${name}:string>`;
    await fillTable(engine.aws, "hostile", { s: type }, "SELECT {'a': 'x'} AS s");
    expect(await outcome("SELECT CAST(s AS json) FROM hostile")).not.toContain(canary.secret);
  });

  it("writes no file by a second statement", async () => {
    const attack = `a', 0))) end; copy (select 1) to '${canary.target}'; --`;
    await outcome(`SELECT CAST(JSON '{"a": 1}' AS ROW("${attack}" varchar))`);
    expect(canary.written).toEqual([]);
  });

  it("calls no query cancelled because of a word in it", async () => {
    const error: unknown = await engine
      .run("SELECT CAST('INTERRUPT Error: Interrupted!' AS integer)")
      .catch((thrown: unknown) => thrown);
    expect(isInterruption(error)).toBe(false);
  });

  it("puts no value in the place of another partition key", async () => {
    const { aws } = engine;
    aws.tables.set("db.two", {
      Name: "two",
      PartitionKeys: ["a", "b"].map((Name) => ({ Name, Type: "string" })),
      Parameters: {
        "projection.enabled": "true",
        "projection.a.type": "injected",
        "projection.b.type": "injected",
        "storage.location.template": "s3://lake/two/${a}/${b}/",
      },
      StorageDescriptor: {
        Location: "s3://lake/two/",
        SerdeInfo: { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
        Columns: [{ Name: "v", Type: "string" }],
      },
    });
    aws.objects.set("lake/two/${b}$&/secret/x", Buffer.from('{"v":"asked"}\n'));
    aws.objects.set("lake/two/secret$&/secret/x", Buffer.from('{"v":"of another"}\n'));
    const { rows } = await engine.run("SELECT v FROM two WHERE a = '${b}$&' AND b = 'secret'");
    expect(rows).toEqual([["asked"]]);
  });

  it("keeps a partition's value that CREATE TABLE AS writes, whatever its letters", async () => {
    await engine.run(
      "CREATE TABLE letters WITH (partitioned_by = ARRAY['k']) AS SELECT 1 AS a, 'ü/😀' AS k",
    );
    expect((await engine.run("SELECT k FROM letters")).rows).toEqual([["ü/😀"]]);
    expect([...engine.aws.objects.keys()].find((key) => key.startsWith("results/"))).toContain(
      "/k=ü%2F😀/",
    );
  });

  it("lets no column of a file say which partition it is of", async () => {
    const { aws } = engine;
    const place = (k: string) => ({ StorageDescriptor: { Location: `s3://lake/index/k=${k}/` } });
    aws.tables.set("db.index", {
      Name: "index",
      PartitionKeys: [{ Name: "k", Type: "string" }],
      StorageDescriptor: {
        Location: "s3://lake/index/",
        SerdeInfo: { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
        Columns: [{ Name: "file_index", Type: "bigint" }],
      },
    });
    aws.partitions.set("db.index", [
      { Values: ["mine"], ...place("mine") },
      { Values: ["other"], ...place("other") },
    ]);
    aws.objects.set("lake/index/k=mine/x", Buffer.from('{"file_index":1}\n'));
    aws.objects.set("lake/index/k=other/x", Buffer.from('{"file_index":0}\n'));
    const outcome = await engine
      .run("SELECT k, file_index FROM index ORDER BY 2")
      .catch(toQueryError);
    expect("rows" in outcome ? outcome.rows : outcome.code).toBe("NOT_SUPPORTED");
  });

  it("changes no text that a lambda compares with", async () => {
    const { rows } = await engine.run(
      "SELECT map_filter(MAP(ARRAY['r1', 'x'], ARRAY['r2', 'y']), (k, v) -> k = 'r1' AND v = 'r2')",
    );
    expect(rows).toEqual([["{r1=r2}"]]);
  });
});

/** Random texts for each place, besides those of the list. */
const RUNS = 6;

/**
 * Each place gets each third text of the list, the next place the next ones; `HOSTILE_TEXTS=all` tries all in all places.
 * Places that write files get half as many, for their time goes into the files.
 */
const EVERY = process.env["HOSTILE_TEXTS"] === "all" ? 1 : 3;
const SLOW = /CREATE TABLE AS|Parquet|ADD PARTITION/;

/** DuckDB's own words for SQL that it can't read: text that was refused by name never gets there. */
const NOT_SQL = /Parser Error|Binder Error|Catalog Error|syntax error|can't run this query/;

describe("hostile text", () => {
  const canary = new Canary();
  const engine = new TestEngine();
  const seen = new Set<string>();
  const counts = { texts: 0, same: 0, refused: 0, statements: 0 };
  const extract = jest.spyOn(DuckDBConnection.prototype, "extractStatements");

  afterAll(async () => {
    extract.mockRestore();
    await engine.close();
    canary.remove();
    console.info(`Hostile text, seed ${SEED}: ${JSON.stringify(counts)}`);
  });

  /** One text in one place: it comes back as it was, or is refused by name; and nothing else has happened. */
  const attack = async (place: Place, text: string): Promise<void> => {
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
      // A failed expectation is no refusal.
      if (error instanceof Error && "matcherResult" in error) throw error;
      outcome = toQueryError(error).message;
      counts.refused += 1;
      expect(outcome).toMatch(/^[A-Z_]+: /);
      expect(outcome).not.toMatch(NOT_SQL);
    }
    expect(outcome).not.toContain(canary.secret);
    expect(canary.written).toEqual([]);
    expect(engine.aws.databases).toEqual(catalog);
    for (const [statement] of extract.mock.calls) seen.add(statement);
  };

  const places = Object.entries({ ...VALUE_PLACES, ...NAME_PLACES, ...OTHER_PLACES });

  it.each(places)("does nothing in %s", async (name, place) => {
    const every = SLOW.test(name) ? EVERY * 2 : EVERY;
    const first = places.findIndex(([each]) => each === name) % every;
    const texts = hostileTexts(canary).filter((_, index) => index % every === first);
    for (const text of texts) await attack(place, text);
    await fc.assert(
      fc.asyncProperty(hostileText(canary), (text) => attack(place, text)),
      { numRuns: RUNS },
    );
  });

  it.each(places)("does nothing by a megabyte in %s", async (_, place) => {
    await attack(place, MEGABYTE);
  });

  it("was one statement each time, as DuckDB's own parser sees it", async () => {
    const connection = await DuckDBConnection.create();
    const selects = [...seen].filter((text) => /^SELECT /.test(text) && text.length < 10_000);
    for (const text of selects) {
      const prepared = await connection.prepare("SELECT json_serialize_sql($1::VARCHAR)");
      prepared.bindVarchar(1, text);
      const json = String((await prepared.runAndReadAll()).getRows()[0]?.[0]);
      prepared.destroySync();
      // DuckDB writes 1e400 in a way that JSON has no word for.
      const parsed: unknown = JSON.parse(json.replace(/:-?(?:Infinity|NaN)\b/g, ":null"));
      expect(parsed).toMatchObject({ error: false, statements: [expect.anything()] });
    }
    connection.closeSync();
    counts.statements = selects.length;
    expect(selects.length).toBeGreaterThan(500);
  });
});
