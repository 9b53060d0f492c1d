import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough } from "node:stream";
import { datasetDocsCommand } from "../../../cli/dataset/dataset-docs-command";
import { Output } from "../../../cli/terminal/output";
import { column } from "../../../model/dataset/column-type";
import type { Dataset } from "../../../model/dataset/dataset";

const orders: Dataset = {
  name: "orders",
  description: "Orders | returns.",
  columns: {
    order_id: column.string({ description: "Number of\nthe order.", examples: ["a|b", "c`d"] }),
    buyer: column.struct(
      { name: column.string({ examples: ["a", "b", "c", "d"] }) },
      { personal: true },
    ),
    lines: column.array(column.struct({ price: column.decimal(6, 2) })),
    labels: column.map(column.string(), column.boolean()),
    made_at: column.timestamp(),
    kind: column.varchar(10),
  },
  eventIdPath: "order_id",
  eventTimePath: "made_at",
  eventTypePath: "kind",
  partitionKeyPath: "order_id",
  partitionGranularity: "day",
  partitionBy: [{ name: "shop", path: "kind" }],
  validation: "reject",
};

describe("lake dataset docs", () => {
  let projectFolder: string;
  beforeEach(() => {
    projectFolder = mkdtempSync(path.join(tmpdir(), "docs-"));
  });
  afterEach(() => rmSync(projectFolder, { recursive: true }));

  async function run(datasets: readonly Dataset[], { check = false, json = false } = {}) {
    const stdout = new PassThrough();
    const read = () => (stdout.read() as Buffer | null)?.toString("utf8") ?? "";
    try {
      await datasetDocsCommand(
        new Output({ stdout, json }),
        { check },
        { datasets, projectFolder },
      );
      return { shown: read() };
    } catch (error) {
      return { shown: read(), error };
    }
  }
  const file = (name: string) => readFileSync(path.join(projectFolder, name), "utf8");

  it("writes a JSON Schema, and a page with every field and its properties", async () => {
    expect((await run([orders])).shown).toMatch(
      /schemas\/orders\.schema\.json +│ missing │ written/,
    );
    expect(JSON.parse(file("schemas/orders.schema.json"))).toMatchObject({
      title: "orders",
      required: ["order_id"],
      properties: { buyer: { "x-personal-data": true } },
    });
    const page = file("docs/data/data-dictionary.md").split("\n");
    for (const line of [
      "- Contract: [orders.schema.json](../../schemas/orders.schema.json), schema `",
      "- Duplicates: events with the same `order_id`",
      "- The publisher rejects events that break the contract",
      "- Partition keys: `year bigint`, `month bigint`, `day bigint`, `shop string`",
      "| [orders](#orders) | Orders \\| returns. |",
      '| `order_id` | `string` | no | Number of the order. | text | `"a\\|b"`, `` "c`d" `` | event id, Kinesis partition key |',
      "| `buyer` | `struct` | yes |  | an object |  | personal |",
      '| `buyer.name` | `string` | yes |  | text | `"a"`, `"b"`, `"c"` | personal |',
      "| `lines[].price` | `decimal(6,2)` | yes |  | a number of at most 4 digits",
      "| `labels` | `map by string` | yes |  | an object |  |  |",
      "| `labels{}` | `boolean` | yes |  | true or false |  |  |",
      "| `kind` | `varchar(10)` | yes |  | text of at most 10 characters |  | event type, partition key shop of the table |",
    ]) {
      expect(page.filter((shown) => shown.startsWith(line))).toHaveLength(1);
    }
  });

  it("writes short lists on one line", async () => {
    await run([orders]);
    const text = file("schemas/orders.schema.json");
    expect(text).toContain('"type": ["string", "null"]');
    expect(text).toContain('"examples": ["a|b", "c`d"]');
  });

  it("fails with --check if a file is missing or out of date, and writes nothing", async () => {
    expect((await run([orders], { check: true })).error).toMatchObject({
      message: "Out of date: schemas/orders.schema.json, docs/data/data-dictionary.md",
      advice: "Run `npx lake dataset docs` and commit what it writes.",
    });
    expect(readdirSync(projectFolder)).toEqual([]);
    await run([orders]);
    expect((await run([orders], { check: true })).error).toBeUndefined();
    const changed = { ...orders, description: "Other orders." };
    expect((await run([changed], { check: true })).error).toBeDefined();
  });

  it("removes the schema of a removed dataset, and no other file", async () => {
    await run([orders, { ...orders, name: "refunds" }]);
    mkdirSync(path.join(projectFolder, "schemas"), { recursive: true });
    writeFileSync(path.join(projectFolder, "schemas", "README.md"), "mine");
    const { shown } = await run([orders], { json: true });
    expect(JSON.parse(shown)).toMatchObject({
      written: true,
      docs: [
        { file: "schemas/orders.schema.json", state: "current" },
        { file: "docs/data/data-dictionary.md", state: "outdated" },
        { file: "schemas/refunds.schema.json", state: "orphaned" },
      ],
    });
    expect(readdirSync(path.join(projectFolder, "schemas"))).toEqual([
      "README.md",
      "orders.schema.json",
    ]);
  });
});
