import { tableChanges } from "../../../cli/review/changes/table-changes";

const delivery = (mappings: Readonly<Record<string, string>>) => ({
  extended_s3_configuration: [
    {
      data_format_conversion_configuration: [
        {
          input_format_configuration: [
            { deserializer: [{ open_x_json_ser_de: [{ column_to_json_key_mappings: mappings }] }] },
          ],
          schema_configuration: [{ table_name: "flights" }],
        },
      ],
    },
  ],
});
const table = (...names: readonly string[]) => ({
  name: "flights",
  storage_descriptor: [{ columns: names.map((name) => ({ name, type: "string" })) }],
});

function changes(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  tables = [table("origin"), table("origin")],
) {
  const [was = null, is = null] = tables;
  const plan = [
    ["aws_kinesis_firehose_delivery_stream", delivery(before), delivery(after)] as const,
    ["aws_glue_catalog_table", was, is] as const,
  ].map(([type, from, to]) => ({
    address: `${type}.flights`,
    mode: "managed" as const,
    type,
    name: "flights",
    change: { actions: ["update" as const], before: from, after: to },
  }));
  return tableChanges({ resource_changes: plan } as never) // A plan with the parts that are read.
    .map(({ change, compatible }) => `${change}; ${compatible ? "compatible" : "breaking"}`);
}

describe("the review of the keys of columns", () => {
  it("shows a column that is read from another key, and one that had none", () => {
    expect(changes({ origin: "origin state" }, { origin: "from" })).toEqual([
      'columns.origin is now read from the key "from" instead of "origin state"; breaking',
    ]);
    expect(changes({}, { origin: "from" })).toEqual([
      'columns.origin is now read from the key "from" instead of "origin"; breaking',
    ]);
  });

  it("shows no key of a column that is new, or is read as before", () => {
    expect(changes({ origin: "a" }, { origin: "a" })).toEqual([]);
    expect(changes({}, { target: "b" }, [table("origin"), table("origin", "target")])).toEqual([
      "columns.target was added at the end as string; compatible",
    ]);
  });
});
