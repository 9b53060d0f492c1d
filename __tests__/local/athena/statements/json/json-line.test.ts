import { eventsEngine } from "../support/events-engine";

describe("CREATE TABLE AS in the format JSON", () => {
  const engine = eventsEngine();

  it("writes JSON that Trino's JSON SerDe reads as the same values", async () => {
    await engine.run(
      `CREATE TABLE v WITH (format = 'JSON', write_compression = 'NONE', external_location = 's3://lake/v/', partitioned_by = ARRAY['p'])
      AS SELECT DECIMAL '12345678901234.5678' a, DECIMAL '2.20' b, ARRAY[DECIMAL '0.10', NULL] c,
      CAST(ROW(DECIMAL '1.00', NULL) AS ROW("Xx" decimal(3,2), y varchar)) d, MAP(ARRAY[DECIMAL '1.5'], ARRAY['q"']) e,
      CAST(NULL AS ROW(a integer)) f, REAL '0.1' g, ARRAY[ARRAY[1], ARRAY[], NULL] h, CAST('c' AS char(3)) i,
      DATE '2024-01-02' j, TIMESTAMP '2024-01-02 03:04:05.600' k, true l,
      MAP(ARRAY[1], ARRAY[MAP(ARRAY['x'], ARRAY[CAST(NULL AS integer)])]) m, CAST(ARRAY[] AS array(varchar)) n,
      MAP(ARRAY[TIMESTAMP '2024-01-02 03:04:05.000'], ARRAY[1e7]) o, 'x' p
      UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'y'`,
    );
    // The files that Trino writes for the statement.
    const lines = [
      '{"a":12345678901234.5678,"b":2.20,"c":[0.10,null],"d":{"xx":1.00,"y":null},"e":{"1.5":"q\\""},"f":null,"g":0.1,"h":[[1],[],null],"i":"c  ","j":"2024-01-02","k":"2024-01-02 03:04:05.6","l":true,"m":{"1":{"x":null}},"n":[],"o":{"2024-01-02 03:04:05":1.0E7}}\n',
      '{"a":null,"b":null,"c":null,"d":null,"e":null,"f":null,"g":null,"h":null,"i":null,"j":null,"k":null,"l":null,"m":null,"n":null,"o":null}\n',
    ];
    const files = [...engine.aws.objects.entries()].filter(([key]) => key.startsWith("lake/v/"));
    expect(files.map(([, content]) => String(content))).toEqual(lines);
    expect((await engine.run("SELECT a, b, c, d, m, p FROM v ORDER BY p")).rows).toEqual([
      ["12345678901234.5678", "2.20", "[0.10, null]", "{xx=1.00, y=null}", "{1={x=null}}", "x"],
      [null, null, null, null, null, "y"],
    ]);
  });
});
