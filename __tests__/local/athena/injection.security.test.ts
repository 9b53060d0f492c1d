import { Canary } from "../../support/canary";
import { fillTable } from "./support/event-table";
import { TestEngine } from "./support/run-query";

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

  it("changes no text that a lambda compares with", async () => {
    const { rows } = await engine.run(
      "SELECT map_filter(MAP(ARRAY['r1', 'x'], ARRAY['r2', 'y']), (k, v) -> k = 'r1' AND v = 'r2')",
    );
    expect(rows).toEqual([["{r1=r2}"]]);
  });
});
