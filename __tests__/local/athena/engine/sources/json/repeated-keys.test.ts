import { TestEngine } from "../../../../../support/athena/test-engine";

/**
 * Trino reads the last of them; Athena's documentation and the SerDe itself have an error.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html
 * @see https://github.com/rcongiu/Hive-JSON-Serde/blob/27cf91b93257b75c3d107855f33e694e814009cd/json/src/main/java/org/openx/data/jsonserde/json/JSONObject.java
 */
describe("keys that a line repeats", () => {
  const engine = new TestEngine();
  const query = "SELECT tags FROM raw";

  function table(line: string, parameters: Record<string, string> = {}) {
    engine.aws.tables.set("db.raw", {
      Name: "raw",
      StorageDescriptor: {
        Location: "s3://lake/raw/",
        SerdeInfo: {
          SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe",
          Parameters: parameters,
        },
        Columns: [
          { Name: "event", Type: "struct<staffId:int>" },
          { Name: "tags", Type: "array<string>" },
        ],
      },
    });
    engine.aws.objects.set("lake/raw/a", Buffer.from(`${line}\n{"tags":["z"]}\n`));
  }

  afterAll(() => engine.close());

  it.each([
    ["a key", '{"tags":["x"],"tags":["y"]}'],
    ["a key in other letter case", '{"tags":["x"],"TAGS":["y"]}'],
    ["a key of null", '{"tags":null,"tags":["y"]}'],
    ["a nested key", '{"tags":["x"],"event":{"staffId":1,"staffid":2}}'],
    ["a key of no column", '{"tags":["x"],"other":1,"other":2}'],
  ])("make the line malformed: %s", async (_what, line) => {
    table(line);
    expect(await engine.errorOf(query)).toMatch(
      /^HIVE_CURSOR_ERROR: Row is not a valid JSON Object: Duplicate key/,
    );
    table(line, { "ignore.malformed.json": "true" });
    expect((await engine.run(query)).rows).toEqual([[null], ["[z]"]]);
  });

  it("are two keys in other letter case, if case matters", async () => {
    table('{"tags":["x"],"TAGS":["y"]}', { "case.insensitive": "false" });
    expect((await engine.run(query)).rows).toEqual([["[x]"], ["[z]"]]);
  });
});
