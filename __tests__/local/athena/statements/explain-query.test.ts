import { eventsEngine } from "./support/events-engine";

describe("EXPLAIN of duckdb", () => {
  const engine = eventsEngine();

  it("lists the partitions and the files that the query would read, and reads none", async () => {
    const sql = "EXPLAIN SELECT event.status FROM events WHERE hour = 1 AND metadata.appname = 'a'";
    const { columns, rows, scannedBytes } = await engine.run(sql);
    expect(columns.map(({ name }) => name)).toEqual(["Query Plan"]);
    expect(scannedBytes).toBe(0);
    const lines = rows.map(([line]) => (line ?? "").replace(/\d+ bytes/, "N bytes"));
    expect(lines).toEqual([
      "Query Plan of the SQL engine duckdb",
      "TableScan[awsdatacatalog.db.events]",
      "    Columns: event, metadata",
      expect.stringMatching(/^ {4}Pruning predicates: .*"hour" = .*1/),
      "    Partitions: 1",
      "        year=2026/month=11/day=23/hour=01",
      "    Files: 1 (N bytes)",
      expect.stringMatching(/^ {8}s3:\/\/.*\/hour=01\/.* \(N bytes\)$/),
    ]);
  });

  it("lists every table of a join, all partitions where nothing prunes, and views by their tables", async () => {
    await engine.run("CREATE VIEW v AS SELECT hour AS h FROM events");
    const lines = await engine.lines("EXPLAIN SELECT count(*) FROM events CROSS JOIN v");
    expect(lines.filter((line) => line?.startsWith("TableScan"))).toHaveLength(2);
    expect(lines).toContain("    Pruning predicates: none");
    expect(lines).toContain("    Partitions: 2");
    expect(await engine.lines("EXPLAIN (SELECT 1)")).toContain("The query reads no table.");
  });

  it("fails as the query would", async () => {
    expect(await engine.errorOf("EXPLAIN SELECT nothing FROM events")).toMatch(
      /^COLUMN_NOT_FOUND: /,
    );
  });

  it.each([
    ["EXPLAIN ANALYZE SELECT 1", "EXPLAIN ANALYZE"],
    ["EXPLAIN (TYPE IO) SELECT 1", "EXPLAIN with the option TYPE"],
    ["EXPLAIN (format json) SELECT 1", "EXPLAIN with the option FORMAT"],
    ["EXPLAIN CREATE VIEW v AS SELECT 1", "EXPLAIN of a statement that is not a query"],
  ])("refuses %s by name", async (sql, construct) => {
    expect(await engine.errorOf(sql)).toContain(`${construct} is not supported by the SQL engine`);
  });
});
