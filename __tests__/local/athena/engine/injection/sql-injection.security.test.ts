import { isInterruption, toQueryError } from "../../../../../local/athena/engine/engine-error";
import { Canary } from "../../../../support/canary";
import { TestEngine } from "../../../../support/athena/test-engine";
import { fillTable } from "../../../../support/fake-aws/event-table";

describe("an SQL injection", () => {
  const canary = new Canary();
  const engine = new TestEngine();

  afterAll(async () => {
    await engine.close();
    canary.remove();
  });

  /** The rows or the error of a query. */
  const outcome = async (sql: string): Promise<string> =>
    JSON.stringify(await engine.run(sql).catch((error: unknown) => String(error)));

  // Hex-encoded: names in SQL are lower-cased, the path may have upper-case letters.
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
  ])("reads no file through %s", async (_, expression) => {
    expect(await outcome(`SELECT ${expression}`)).not.toContain(canary.secret);
  });

  it("reads no file through a field's name in the Data Catalog", async () => {
    const name = `a" || ${reading} || (r1.s)."a`;
    const type = `struct<a:string,${name}:string>`;
    await fillTable(engine.aws, "hostile", { s: type }, "SELECT {'a': 'x'} AS s");
    expect(await outcome("SELECT CAST(s AS json) FROM hostile")).not.toContain(canary.secret);
  });

  it("writes no file through a second statement", async () => {
    const attack = `a', 0))) end; copy (select 1) to '${canary.target}'; --`;
    await outcome(`SELECT CAST(JSON '{"a": 1}' AS ROW("${attack}" varchar))`);
    expect(canary.written).toEqual([]);
  });

  it("is not mistaken for a cancelled query because of its text", async () => {
    const error: unknown = await engine
      .run("SELECT CAST('INTERRUPT Error: Interrupted!' AS integer)")
      .catch((thrown: unknown) => thrown);
    expect(isInterruption(error)).toBe(false);
  });

  it("does not replace another partition key in the location template", async () => {
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

  it("does not change a partition value that CREATE TABLE AS writes", async () => {
    await engine.run(
      "CREATE TABLE letters WITH (partitioned_by = ARRAY['k']) AS SELECT 1 AS a, 'a/b=c' AS k",
    );
    expect((await engine.run("SELECT k FROM letters")).rows).toEqual([["a/b=c"]]);
    expect([...engine.aws.objects.keys()].find((key) => key.startsWith("results/"))).toContain(
      "/k=a%2Fb%3Dc/",
    );
  });

  it("does not change a row's partition through a column of its file", async () => {
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

  it("does not change a string that a lambda compares with", async () => {
    const { rows } = await engine.run(
      "SELECT map_filter(MAP(ARRAY['r1', 'x'], ARRAY['r2', 'y']), (k, v) -> k = 'r1' AND v = 'r2')",
    );
    expect(rows).toEqual([["{r1=r2}"]]);
  });
});
