import { JqQuery } from "../../../../local/firehose/partitioning/jq-query";
import {
  extractKeys,
  isPartitioningError,
} from "../../../../local/firehose/partitioning/partition-keys";

async function keysOf(query: string, ...records: string[]) {
  const results = await extractKeys(
    records.map((record) => Buffer.from(record)),
    new JqQuery(query),
  );
  return results.map((result) =>
    isPartitioningError(result) ? result.message : Object.fromEntries(result),
  );
}

describe("partition keys", () => {
  it.each([
    ["{app: .metadata.app}", '{"metadata":{"app":"Web"}}', { app: "Web" }],
    ['{year: .time|strftime("%Y")}', '{"time":1565382027}', { year: "2019" }],
    ["{id: .id, on: .on}", '{"id":12,"on":false}', { id: "12", on: "false" }],
    ["{id: .id}", '{"id":12345678901234567890}', { id: "12345678901234567000" }],
    ["{n: .n}", '{"n":1.0}', { n: "1" }],
    ['{owner: (if .owner == "" then "none" else .owner end)}', '{"owner":""}', { owner: "none" }],
    ["{a: .a} # a comment", '{"a":"b"}\n', { a: "b" }],
    ["def low: ascii_downcase; {a: (.a | low)}", '{"a":"ÄB"}', { a: "Äb" }],
  ])("are extracted by the query %s as %s", async (query, record, keys) => {
    expect(await keysOf(query, record)).toEqual([keys]);
  });

  it.each([
    ["{a: .a}", "text", "Non JSON record provided"],
    ["{a: .a}", '{"a":1}{"a":2}', "Non JSON record provided"],
    ["{a: .a}", "", "Non JSON record provided"],
    ["{a: .a}", "{}", "partitionKeys values must not be null or empty"],
    ["{a: .a}", '{"a":""}', "partitionKeys values must not be null or empty"],
    ["{a: .a}", '{"a":[1]}', "The value of the partition key a is not a scalar"],
    ["{a: .a}", "[1]", 'jq: Cannot index array with string ("a")'],
    [".a", '{"a":"b"}', 'The query returns "b", expected one object of keys and values'],
    ["empty", "{}", "The query returns null, expected one object of keys and values"],
    [
      "{a: .a[]}",
      '{"a":[1,2]}',
      "The query returns 2 results, expected one object of keys and values",
    ],
    ["{a: input.a}", '{"a":1}', "jq: input is not available"],
    ["halt", "{}", "jq: halt is not available"],
    ["{a: .a", "{}", expect.stringContaining("syntax error")],
  ])("are an error if %s can't be applied to %j", async (query, record, message) => {
    expect(await keysOf(query, record)).toEqual([message]);
  });

  it("belong to their own records in a long batch with errors", async () => {
    const records = Array.from({ length: 1203 }, (_, index) =>
      index % 3 === 0 ? "bad" : `{"a":"k${index}"${index % 3 === 1 ? "" : ',"b":[[[1]]]'}}`,
    );
    const keys = await keysOf("{a: .a}", ...records);
    expect(keys).toEqual(
      records.map((record, index) =>
        record === "bad" ? "Non JSON record provided" : { a: `k${index}` },
      ),
    );
  });

  it("are extracted although one record stops the engine", async () => {
    const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
    const [before, failed, after] = await keysOf("{a: .a}", '{"a":1}', deep, '{"a":2}');
    expect([before, after]).toEqual([{ a: "1" }, { a: "2" }]);
    expect(typeof failed).toBe("string");
  });
});
