import { gzipSync } from "node:zlib";

import { TestEngine } from "../../../../../support/athena/test-engine";

const OPENX = "org.openx.data.jsonserde.JsonSerDe";

describe("tables of JSON lines", () => {
  const engine = new TestEngine();
  const { aws } = engine;

  function table(parameters: Record<string, string> = {}) {
    aws.objects.clear();
    aws.tables.set("db.raw", {
      Name: "raw",
      StorageDescriptor: {
        Location: "s3://lake/raw/",
        SerdeInfo: { SerializationLibrary: OPENX, Parameters: parameters },
        Columns: [
          { Name: "event", Type: "struct<staffName:string,staffId:int>" },
          { Name: "at", Type: "timestamp" },
          { Name: "tags", Type: "array<string>" },
        ],
      },
    });
  }

  afterAll(() => engine.close());

  it("rejects a repeated key in a table of Hive's JSON SerDe", async () => {
    aws.tables.set("db.strict", {
      Name: "strict",
      StorageDescriptor: {
        Location: "s3://lake/strict/",
        SerdeInfo: { SerializationLibrary: "org.apache.hive.hcatalog.data.JsonSerDe" },
        Columns: [{ Name: "a", Type: "int" }],
      },
    });
    aws.objects.set("lake/strict/a", Buffer.from('{"a":1,"a":2}\n'));
    expect(await engine.errorOf("SELECT a FROM strict")).toMatch(/^HIVE_CURSOR_ERROR: /);
  });

  // The results of Trino 476, one object a line.
  it.each([
    ['{"event":["x",4]}', "{staffname=x, staffid=4}"],
    ['{"event":["x"]}', "{staffname=x, staffid=null}"],
    ['{"event":["x","4",5]}', "{staffname=x, staffid=4}"],
    ['{"event":[[1,2],null]}', "{staffname=[1,2], staffid=null}"],
    ['{"event":[]}', "{staffname=null, staffid=null}"],
    ['{"event":" "}', "{staffname=null, staffid=null}"],
    ['[{"staffId":2},"2026-01-01 00:00:00"]', "{staffname=null, staffid=2}"],
    ['[["x",4]]', "{staffname=x, staffid=4}"],
    ["[]", null],
  ])("reads a list as a struct by position: %s", async (line, event) => {
    table();
    aws.objects.set("lake/raw/a", Buffer.from(`${line}\n`));
    expect((await engine.run("SELECT event FROM raw")).rows).toEqual([[event]]);
  });

  it("reads each line of a document over several lines as a row of nulls if malformed ones are ignored", async () => {
    table({ "ignore.malformed.json": "true" });
    const { StorageDescriptor } = aws.tables.get("db.raw") ?? {};
    for (const Type of ["string", "int", "struct<a:int>"]) {
      aws.tables.set("db.raw", {
        Name: "raw",
        StorageDescriptor: { ...StorageDescriptor, Columns: [{ Name: "v", Type }] },
      });
      aws.objects.set("lake/raw/a", Buffer.from('{\n  "v": 1,\n  "s": "a"\n}\n'));
      expect((await engine.run("SELECT v, v IS NULL FROM raw")).rows).toEqual(
        Array(4).fill([null, "true"]),
      );
    }
  });

  it("reads keys of any case, quoted numbers, and gzipped objects", async () => {
    table();
    aws.objects.set(
      "lake/raw/a",
      Buffer.from(
        '{"event":{"staffName":"Ann","staffId":"4"},"AT":"2026-11-23T01:00:00.000Z","tags":["x",null]}\n{"at":1767225600}\n',
      ),
    );
    aws.objects.set("lake/raw/b.gz", gzipSync('{"tags":"one"}\n'));
    const { rows, scannedBytes } = await engine.run(
      'SELECT event, at, tags, "$path" FROM raw ORDER BY 4, event.staffid',
    );
    expect(rows).toEqual([
      ["{staffname=Ann, staffid=4}", "2026-11-23 01:00:00.000", "[x, null]", "s3://lake/raw/a"],
      [null, "2026-01-01 00:00:00.000", null, "s3://lake/raw/a"],
      [null, null, "[one]", "s3://lake/raw/b.gz"],
    ]);
    expect(scannedBytes).toBe(
      [...aws.objects.values()].reduce((sum, body) => sum + body.length, 0),
    );
  });

  it("reads only the first of several documents on a line, as Athena does", async () => {
    table();
    aws.objects.set("lake/raw/a", Buffer.from('{"tags":["a"]}{"tags":["b"]}\n{"tags":["c"]}'));
    const { rows } = await engine.run("SELECT tags FROM raw ORDER BY tags[1]");
    expect(rows).toEqual([["[a]"], ["[c]"]]);
  });

  it("counts rows without reading a column", async () => {
    table();
    aws.objects.set("lake/raw/a", Buffer.from('{"tags":[]}\n{}\n{"event":"bad"}\n'));
    expect((await engine.run("SELECT count(*) FROM raw")).rows).toEqual([["3"]]);
  });

  it("makes the column null, and not the row, where one value is malformed and such are ignored", async () => {
    table({ "ignore.malformed.json": "true" });
    aws.objects.set(
      "lake/raw/a",
      Buffer.from('{"event":{"staffId":"x"},"tags":["a"]}\n{\n  "tags": ["b"]\n}\n'),
    );
    const { rows } = await engine.run("SELECT event IS NULL, tags FROM raw ORDER BY tags[1]");
    expect(rows).toEqual([
      // The struct of a malformed value has it as null.
      ["false", "[a]"],
      ["true", null],
      ["true", null],
      ["true", null],
    ]);
  });

  it("fails for a line that is not JSON, and names the object", async () => {
    table();
    aws.objects.set("lake/raw/a", Buffer.from("{}\n{not json}\n"));
    expect(await engine.errorOf("SELECT tags FROM raw")).toMatch(
      /^HIVE_CURSOR_ERROR: Row is not a valid JSON Object: .*\(s3:\/\/lake\/raw\/a\)$/,
    );
  });

  it("reads such a line as nulls with ignore.malformed.json", async () => {
    table({ "ignore.malformed.json": "true" });
    aws.objects.set("lake/raw/a", Buffer.from('{"tags":["a"]}\n{not json}\n'));
    expect((await engine.run("SELECT tags FROM raw ORDER BY tags[1]")).rows).toEqual([
      ["[a]"],
      [null],
    ]);
  });

  it("supports mappings of columns to keys", async () => {
    table({ "mapping.tags": "labels" });
    aws.objects.set("lake/raw/a", Buffer.from('{"labels":["a"],"tags":["b"]}'));
    expect((await engine.run("SELECT tags FROM raw")).rows).toEqual([["[a]"]]);
  });

  it("takes properties of the table before those of the SerDe", async () => {
    table({ "ignore.malformed.json": "false" });
    const raw = aws.tables.get("db.raw");
    aws.tables.set("db.raw", {
      ...raw,
      Name: "raw",
      Parameters: { "ignore.malformed.json": "true" },
    });
    aws.objects.set("lake/raw/a", Buffer.from("{not json}\n"));
    expect((await engine.run("SELECT tags FROM raw")).rows).toEqual([[null]]);
  });

  it.each([
    ["timestamp.formats", "yyyy"],
    ["serialization.encoding", "ISO-8859-1"],
    ["line.delim", ";"],
  ])("refuses the property %s by its name", async (name, value) => {
    table({ [name]: value });
    aws.objects.set("lake/raw/a", Buffer.from("{}\n"));
    expect(await engine.errorOf("SELECT tags FROM raw")).toMatch(
      new RegExp(`^NOT_SUPPORTED: The property ${name} = '${value}' of a table of text`),
    );
  });

  it("refuses a partition with another SerDe than its table's", async () => {
    table();
    const raw = aws.tables.get("db.raw");
    aws.tables.set("db.raw", { ...raw, Name: "raw", PartitionKeys: [{ Name: "k", Type: "int" }] });
    const partition = (library: string) => ({
      Values: ["1"],
      StorageDescriptor: {
        Location: "s3://lake/raw/",
        SerdeInfo: { SerializationLibrary: library },
      },
    });
    aws.objects.set("lake/raw/a", Buffer.from('{"tags":["a"]}\n'));
    aws.partitions.set("db.raw", [partition(OPENX.toUpperCase())]);
    expect((await engine.run("SELECT tags FROM raw")).rows).toEqual([["[a]"]]);
    aws.partitions.set("db.raw", [partition("org.apache.hive.hcatalog.data.JsonSerDe")]);
    expect(await engine.errorOf("SELECT tags FROM raw")).toMatch(
      /^NOT_SUPPORTED: A partition \(1\) with another SerDe/,
    );
  });
});
