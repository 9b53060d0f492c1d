import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { PassThrough } from "node:stream";
import ts from "typescript";
import type { DatasetAddOptions } from "../../../../cli/dataset/add/dataset-add-command";
import type { AddedDataset } from "../../../../cli/dataset/add/render-added";
import { datasetAddCommand } from "../../../../cli/dataset/add/dataset-add-command";
import { Output } from "../../../../cli/terminal/output";
import { datasets } from "../../../fixtures/datasets";
import type { Dataset } from "../../../../model/dataset/dataset";
import { projectFolder } from "../../../../local/home/lake-home";
import { putFixtureDatasets } from "../../../support/emulator/fixture-datasets";
import { environmentOf, synthesizeLake } from "../../../support/plans/synth";
import { unfolded } from "../../support/wide-screen";

const ORDERS = [
  {
    id: "o1",
    placedAt: "2026-11-25T10:00:00.000Z",
    total: 12,
    customer: { email: "a@example.com" },
  },
  {
    id: "o2",
    placedAt: "2026-11-25T10:00:01.000Z",
    total: 9.5,
    customer: null,
    lines: [{ sku: "x" }],
  },
]
  .map((purchase) => `${JSON.stringify({ purchase })}\n`)
  .join("");

describe("lake dataset add", () => {
  it("writes a dataset that compiles, synthesizes and is part of the lake", async () => {
    const project = copyOfConfig();
    const { added } = await add(project, {
      name: "web_orders",
      from: fileOf("orders.ndjson", ORDERS),
    });
    expect(added).toMatchObject({
      written: true,
      events: 2,
      file: "config/datasets/web-orders.ts",
      candidates: { eventIdPath: "purchase.id", eventTimePath: "purchase.placedAt" },
    });
    expect(compileErrors(project)).toEqual([]);
    const all = await loadDatasets(project);
    expect(all.map(({ name }) => name)).toEqual([
      ...datasets.map(({ name }) => name),
      "web_orders",
    ]);
    const { resources } = synthesizeLake(environmentOf("dev"), all);
    expect(resources["aws_glue_catalog_table.web_orders_event_table"]).toBeDefined();
    expect(
      resources["aws_kinesis_firehose_delivery_stream.web_orders_delivery_stream"],
    ).toBeDefined();
  });

  it("writes a formatted file, with comments on what to review", async () => {
    const project = copyOfConfig();
    await add(project, {
      name: "web_orders",
      from: fileOf("orders.ndjson", ORDERS),
      partitionKey: "purchase.id",
    });
    expect(readFileSync(path.join(folderOf(project), "web-orders.ts"), "utf8")).toBe(
      `import { column, defineDataset } from "../dataset";
import type { EventOf } from "../dataset";

/** Columns as inferred from orders.ndjson. */
export const webOrders = defineDataset({
  name: "web_orders",
  description: "Web orders.",
  columns: {
    purchase: column.struct({
      id: column.string(),
      placedAt: column.timestamp(),
      total: column.double(),
      customer: column.struct({
        // Review: marked as personal: remove the mark if it is not personal data.
        email: column.string({ personal: true }),
      }),
      lines: column.array(
        column.struct({
          sku: column.string(),
        }),
      ),
    }),
  },
  partitionKeyPath: "purchase.id",
  eventIdPath: "purchase.id",
  eventTimePath: "purchase.placedAt",
});

/** An event of web_orders as producers send it. */
export type WebOrdersEvent = EventOf<typeof webOrders>;
`,
    );
    expect(readFileSync(path.join(folderOf(project), "index.ts"), "utf8")).toContain(
      'import { webOrders } from "./web-orders";\n',
    );
  });

  it("infers types from the cells of CSV", async () => {
    const csv =
      'id;name;amount;paid;on;note\n1;"a;b";1.5;true;2026-01-31;\n2;c;2;FALSE;2026-02-01;\n';
    const { added } = await add(copyOfConfig(), { name: "payments", from: fileOf("a.csv", csv) });
    expect(added.fields.map(({ path: at, type }) => [at, type])).toEqual([
      ["id", "int"],
      ["name", "string"],
      ["amount", "double"],
      ["paid", "boolean"],
      ["on_", "date"],
      ["note", "string"],
    ]);
  });

  it("writes nothing in a dry run, and shows what it would write", async () => {
    const project = copyOfConfig();
    const before = readFileSync(path.join(folderOf(project), "index.ts"), "utf8");
    const { text } = await add(project, {
      name: "web_orders",
      from: fileOf("orders.ndjson", ORDERS),
      dryRun: true,
    });
    expect(text).toContain("config/datasets/web-orders.ts would be:");
    expect(text).toContain("purchase.customer.email: marked as personal");
    expect(existsSync(path.join(folderOf(project), "web-orders.ts"))).toBe(false);
    expect(readFileSync(path.join(folderOf(project), "index.ts"), "utf8")).toBe(before);
  });

  it("chooses another name for the constant if the obvious one is taken", async () => {
    const project = copyOfConfig();
    for (const name of ["datasets", "enum"]) {
      await add(project, { name, from: fileOf("orders.ndjson", ORDERS) });
    }
    const index = readFileSync(path.join(folderOf(project), "index.ts"), "utf8");
    expect(index).toMatch(/earthquakes,\s+datasetsDataset,\s+enumDataset,?\s+\];/);
    for (const constant of ["datasetsDataset", "enumDataset"]) {
      expect(index).toContain(`import { ${constant} } from`);
    }
  });

  it.each([
    ["Web-Orders", ORDERS, {}, "can't be the name of a table"],
    ["../evil", ORDERS, {}, "can't be the name of a table"],
    ["order", ORDERS, {}, "can't be the name of a table"],
    ["sample_events", ORDERS, {}, "The dataset sample_events exists already."],
    ["sample_events_errors", ORDERS, {}, "sample_events_errors"],
    [`a${"b".repeat(60)}`, ORDERS, {}, "characters"],
    ["web_orders", ORDERS, { partitionKey: "purchase.sum" }, "is not a field of the dataset"],
    ["web_orders", ORDERS, { jq: ".purchase.total" }, "is not a JSON object: 12"],
    ["web_orders", "", {}, "contains no event"],
    ["web_orders", "id,total\n1,2\n", {}, "is not JSON"],
    ["web_orders", '{" ":1}', {}, "No field of"],
    ["web_orders", "{}", {}, "the events are empty"],
    ["web_orders", '{"o":{"a":1,"A":2}}', {}, "differ in case only"],
    ["web_orders", '{"a":1,"a":2}', {}, 'duplicate key "a"'],
  ])("rejects %#: %s, and writes nothing", async (name, text, options, message) => {
    const project = copyOfConfig();
    const before = readFileSync(path.join(folderOf(project), "index.ts"), "utf8");
    await expect(add(project, { name, from: fileOf("e.json", text), ...options })).rejects.toThrow(
      message,
    );
    expect(readFileSync(path.join(folderOf(project), "index.ts"), "utf8")).toBe(before);
  });

  it.each([
    ["a,b\n1\n", "Invalid Record Length: expect 2, got 1 on line 2"],
    ["a,b\n", "contains no event"],
    ['a\n"b\n', "is not CSV"],
    ["name,1990\nx,5\ny,6\n", "It can't be told whether the first line of "],
  ])("rejects the CSV %j", async (text, message) => {
    const from = fileOf("events.csv", text);
    await expect(add(copyOfConfig(), { name: "web_orders", from })).rejects.toThrow(message);
  });

  it("says which text columns of CSV are numbers with commas, and reads them as numbers if told so", async () => {
    const csv = 'name;price in €;sum;note\n\n"a\nb";1,5;1,234;1,5\nc;;5;none\nd;"1.234,50";2.5;\n';
    const from = fileOf("prices.csv", csv);
    const { added, text } = await add(copyOfConfig(), { name: "prices", from });
    expect(added.fields.map(({ path: at, reviewNotes }) => [at, ...reviewNotes])).toEqual([
      ["name"],
      [
        "price_in",
        '2 numbers with a decimal comma, the first "1,5" in line 3, so the column is text',
      ],
      [
        "sum",
        '1 number with commas, maybe between thousands, the first "1,234" in line 3, so the column is text',
      ],
      ["note"],
    ]);
    const [hint = ""] = added.hints;
    expect(unfolded(text)).toContain(hint);
    const [, jq = ""] =
      /^To read the numbers with commas as numbers, if sum has thousands: --jq '(.*)'$/.exec(
        hint,
      ) ?? [];
    const again = await add(copyOfConfig(), { name: "prices", from, jq });
    expect(again.added.fields.map(({ type, example }) => [type, example])).toEqual([
      ["string", '"a\\nb"'],
      ["double", "1.5"],
      ["double", "1234"],
      ["string", '"1,5"'],
    ]);
    expect(again.added.readAs.jq).toBe(jq);
  });

  it("proposes no conversion where dots and commas may mean the same", async () => {
    const { added } = await add(copyOfConfig(), {
      name: "prices",
      from: fileOf("prices.csv", "a;b\n1,5;x\n2.5;y\n"),
    });
    expect(added.fields[0]?.reviewNotes).toHaveLength(1);
    expect(added.hints).toEqual([]);
  });

  it("shows a blank key, and the expression that keeps it", async () => {
    const from = fileOf("blank.json", '[{"":1,"a":2}]');
    const { added, text } = await add(copyOfConfig(), { name: "blank", from });
    expect(text).toMatch(/│ "" *│ left out/);
    expect(text).toContain(`  "": can't be mapped to a column`);
    const [, jq = ""] = /^To keep "" under a name: --jq '(.*)'$/.exec(added.hints[0] ?? "") ?? [];
    const again = await add(copyOfConfig(), { name: "blank", from, jq });
    expect(again.added.fields.map(({ path: at, type }) => [at, type])).toEqual([
      ["id", "int"],
      ["a", "int"],
    ]);
    await expect(
      add(copyOfConfig(), { name: "blank", from: fileOf("blank.json", '{"":1}') }),
    ).rejects.toThrow(`can be a column: "" can't be mapped to a column`);
  });

  it("says which list of a document was chosen, and how to choose another", async () => {
    const few = [{ id: 1 }, { id: 2 }];
    const many = Array.from({ length: 20 }, (_, id) => ({ id, name: `event ${id}` }));
    const one = await add(copyOfConfig(), {
      name: "lists",
      from: fileOf("lists.json", JSON.stringify({ few, many })),
    });
    expect(one.added.hints).toEqual([
      "The events are those of .many[] (20 objects), which is most of the document. It has another list: .few[] (2 objects). To choose: --jq '.few[]'",
    ]);
    const none = await add(copyOfConfig(), {
      name: "lists",
      from: fileOf("lists.json", JSON.stringify({ few, other: few })),
    });
    expect(none.added.events).toBe(1);
    expect(unfolded(none.text)).toContain(
      "The whole document is one event. It has lists that may be the events: .few[] (2 objects), .other[] (2 objects). To choose: --jq '.few[]'",
    );
  });

  it("proposes next what needs no account, for the same file", async () => {
    const from = fileOf("orders;1.csv", "a;b\n1;2\n");
    const { notes } = await add(copyOfConfig(), { name: "web_orders", from, delimiter: ";" });
    expect(notes.split("\n")).toEqual([
      expect.stringMatching(/^✔ Read .*orders;1\.csv \(/),
      "Next: review config/datasets/web-orders.ts. On this machine, without an AWS account:",
      "  npx lake up",
      `  npx lake publish '${from}' --delimiter ';' --dataset web_orders --wait`,
      '  npx lake query "SELECT * FROM web_orders LIMIT 5"',
      "Before a deploy to AWS (docs/deploy/your-first-deploy.md):",
      "  npx lake dataset lock",
      "  npx lake dataset docs",
      "  npx cdktf diff dev",
      "",
    ]);
  });

  it("keeps every column of CSV without names, or with names that others have", async () => {
    const from = fileOf("events.csv", "a,,a,A\n1,2,3,4\n");
    const { added } = await add(copyOfConfig(), { name: "web_orders", from });
    expect(added.fields.map(({ path: at, key }) => `${at} from ${key}`)).toEqual([
      "a from a",
      "column_2 from column_2",
      "a_2 from a_2",
      "a_3 from A",
    ]);
  });

  it("reads CSV as the options say, and writes that into the dataset", async () => {
    const from = fileOf("years.txt", "# x\nname;1990\nx;5\n'y''s;t';6\n");
    const given = { delimiter: ";", quote: "'", comment: "#", header: true };
    const { added, text } = await add(copyOfConfig(), { name: "years", from, ...given });
    expect(added.fields.map(({ key, example }) => [key, example])).toEqual([
      ["name", '"x"'],
      ["1990", "5"],
    ]);
    expect(added.readAs).toEqual({ csv: given });
    expect(text).toContain('CSV: delimiter ";"');
  });

  it("writes how the file is read into the dataset, for publish", async () => {
    const tsv = fileOf("rates.tsv.gz", gzipSync("id\tname\n1\t'x\ty'\n2\t'z'\n"));
    const { added } = await add(copyOfConfig(), { name: "rates", from: tsv });
    expect(added.readAs).toEqual({ csv: { delimiter: "\t", quote: "'" } });
    expect(added.source).toContain(String.raw`source: { csv: { delimiter: "\t", quote: "'" } },`);
    const document = fileOf(
      "feed.json",
      JSON.stringify({
        meta: { n: 2 },
        list: { "a-b": [{ Title: 1 }, { Title: "x".repeat(200) }] },
      }),
    );
    const found = await add(copyOfConfig(), { name: "feed", from: document });
    expect(found.added.readAs).toEqual({ jq: '.list["a-b"][]', convertValues: true });
    expect(found.text).toContain('events: .list["a-b"][], which `lake publish` selects too');
  });

  it("shows a note for several fields once", async () => {
    const from = fileOf("people.json", '{"email":"a@b.de","phone":"+49 123 456"}');
    const { text } = await add(copyOfConfig(), { name: "people", from });
    expect(text).toContain("  email, phone: marked as personal");
  });

  it.each([
    ["web-orders", "web_orders"],
    ["WebOrders", "web_orders"],
    ["2024 orders", "orders"],
    ["select", "select_events"],
  ])("proposes a name in place of one that no table can have: %s", async (name, proposed) => {
    const from = fileOf("orders.ndjson", ORDERS);
    await expect(add(copyOfConfig(), { name, from })).rejects.toMatchObject({
      message: expect.stringContaining("can't be the name of a table") as unknown,
      advice: `Nothing was written. Run the command again with the name ${proposed}.`,
    });
    const { added } = await add(copyOfConfig(), { name: proposed, from });
    expect(added.dataset).toBe(proposed);
  });

  it("refuses to overwrite a file that is not in the list", async () => {
    const project = copyOfConfig();
    const file = path.join(folderOf(project), "web-orders.ts");
    writeFileSync(file, "// mine\n");
    const from = fileOf("orders.ndjson", ORDERS);
    await expect(add(project, { name: "web_orders", from })).rejects.toThrow(
      "config/datasets/web-orders.ts exists already.",
    );
    expect(readFileSync(file, "utf8")).toBe("// mine\n");
  });
});

async function add(
  project: string,
  options: Pick<DatasetAddOptions, "name" | "from"> & Partial<DatasetAddOptions>,
): Promise<{ added: AddedDataset; text: string; notes: string }> {
  let notes = "";
  const run = async (json: boolean, dryRun: boolean) => {
    const stdout = new PassThrough();
    // No terminal.
    const stderr = new PassThrough() as unknown as NodeJS.WriteStream;
    const output = new Output({ json, stdout, stderr });
    await datasetAddCommand(
      output,
      { ...options, dryRun },
      { folder: folderOf(project), datasets },
    );
    notes = String(stderr.read() ?? "");
    return String(stdout.read());
  };
  const text = await run(false, true);
  const added = JSON.parse(await run(true, options.dryRun ?? false)) as AddedDataset;
  return { text, added, notes };
}

function copyOfConfig(): string {
  const project = mkdtempSync(path.join(tmpdir(), "dataset-add-"));
  for (const room of ["config", "errors", "model"]) {
    cpSync(path.join(projectFolder, room), path.join(project, room), { recursive: true });
  }
  putFixtureDatasets(project);
  return project;
}

function folderOf(project: string): string {
  return path.join(project, "config", "datasets");
}

async function loadDatasets(project: string): Promise<readonly Dataset[]> {
  const { datasets: all } = (await import(path.join(folderOf(project), "index.ts"))) as {
    datasets: readonly Dataset[];
  };
  return all;
}

function compileErrors(project: string): string[] {
  const { config } = ts.readConfigFile(path.join(projectFolder, "tsconfig.json"), (file) =>
    ts.sys.readFile(file),
  ) as { config: { compilerOptions: object } };
  const { options } = ts.convertCompilerOptionsFromJson(
    { ...config.compilerOptions, types: [] },
    project,
  );
  const program = ts.createProgram([path.join(folderOf(project), "index.ts")], options);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

function fileOf(name: string, text: string | Buffer): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "sample-")), name);
  writeFileSync(file, text);
  return file;
}
