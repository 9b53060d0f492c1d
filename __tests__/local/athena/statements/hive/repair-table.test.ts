import { TestEngine } from "../../../../support/athena/test-engine";

/** The folders below a table's location, and the partitions that MSCK REPAIR TABLE makes of them. */
const ADDED: readonly (readonly [folders: string, why: string, partitions: readonly string[]])[] = [
  ["dt=a/n=1/", "values of the types of their keys", ["dt=a/n=1"]],
  ["dt=a/n=1/ dt=a/n=01/", "values that are equal as numbers", ["dt=a/n=01", "dt=a/n=1"]],
  [
    "dt=__HIVE_DEFAULT_PARTITION__/n=__HIVE_DEFAULT_PARTITION__/",
    "null",
    ["dt=__HIVE_DEFAULT_PARTITION__/n=__HIVE_DEFAULT_PARTITION__"],
  ],
  // As Hive's FileUtils.unescapePathName leaves them.
  ["dt=a%2Fb%zz%/n=1/", "escaped characters, and signs of percent alone", ["dt=a%2Fb%25zz%25/n=1"]],
  [`dt=${"x".repeat(255)}/n=1/`, "255 characters", [`dt=${"x".repeat(255)}/n=1`]],
  ["data/n=1/ _dt=a/n=1/ dt=a/m=1/ DT=a/n=1/", "names of other keys", []],
  // https://docs.aws.amazon.com/athena/latest/ug/msck-repair-table.html
  ["dt=10:30/n=1/ dt=10%3A30/n=2/ dt=b/n=1:2/", "a colon, which Athena leaves out", []],
];

/** Folders of which AWS does not say what becomes of them. */
const REFUSED: readonly (readonly [folders: string, reason: string])[] = [
  ["dt=/n=1/", "dt=/ has the value '' for the string dt"],
  ["dt=a/n=/", "dt=a/n=/ has the value '' for the int n"],
  ["dt=a/n=1/ dt=b/n=one/", "dt=b/n=one/ has the value 'one' for the int n"],
  ["dt=a/n=99999999999/", "dt=a/n=99999999999/ has the value '99999999999' for the int n"],
  ["dt=a%20b/n=1/ dt=a b/n=1/", "dt=a b/n=1/ has the values of dt=a%20b/n=1/"],
];

describe("MSCK REPAIR TABLE", () => {
  const engine = new TestEngine();
  let tables = 0;

  afterAll(() => engine.close());

  /** A table with an object in each folder below its location. */
  async function tableOf(folders: string): Promise<string> {
    const table = `t${(tables += 1)}`;
    await engine.run(
      `CREATE EXTERNAL TABLE ${table} (a int) PARTITIONED BY (dt string, n int) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://lake/${table}/'`,
    );
    for (const folder of folders.split(/(?<=\/) /)) {
      engine.aws.objects.set(`lake/${table}/${folder}rows.json`, Buffer.from('{"a": 1}'));
    }
    return table;
  }

  async function partitionsOf(table: string) {
    const { rows } = await engine.run(`SHOW PARTITIONS ${table}`);
    return rows.map(([line]) => line).sort();
  }

  it.each(ADDED)("makes of %s: %s", async (folders, _, partitions) => {
    const table = await tableOf(folders);
    await engine.run(`MSCK REPAIR TABLE ${table}`);
    expect(await partitionsOf(table)).toEqual(partitions);
    const { rows } = await engine.run(`SELECT count(*) FROM ${table}`);
    expect(rows).toEqual([[String(partitions.length)]]);
  });

  it.each(REFUSED)("adds none of %s", async (folders, reason) => {
    const table = await tableOf(folders);
    const error = await engine.errorOf(`MSCK REPAIR TABLE ${table}`);
    expect(error).toContain(`NOT_SUPPORTED: MSCK REPAIR TABLE: the folder ${reason}, and AWS does`);
    expect(await partitionsOf(table)).toEqual([]);
  });
});
