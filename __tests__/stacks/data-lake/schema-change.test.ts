import { column } from "../../../model/dataset/column-type";
import { defineDataset } from "../../../model/dataset/dataset";
import { environmentOf, synthesizeLake } from "../../support/plans/synth";
import type { Block } from "../../support/plans/synth";

const table = "aws_glue_catalog_table.web_orders_event_table";
const delivery = "aws_kinesis_firehose_delivery_stream.web_orders_delivery_stream";

const order = { order_id: column.string(), buyer: column.struct({ name: column.string() }) };

function resourcesOf(columns: typeof order, description = "Orders.") {
  const dataset = defineDataset({ name: "web_orders", description, columns });
  return synthesizeLake(environmentOf("dev"), [dataset]).resources;
}

/** Addresses of the resources that differ. */
function changed(after: Readonly<Record<string, Block>>): string[] {
  const before = resourcesOf(order);
  expect(Object.keys(after)).toEqual(Object.keys(before));
  return Object.keys(after).filter(
    (address) => JSON.stringify(after[address]) !== JSON.stringify(before[address]),
  );
}

describe("a change of columns", () => {
  it.each([
    ["another column", { ...order, amount: column.decimal(10, 2) }],
    [
      "another field",
      { ...order, buyer: column.struct({ name: column.string(), country: column.string() }) },
    ],
    ["a new type", { ...order, order_id: column.bigint() } as unknown as typeof order], // Another type is what is tested.
  ])("updates the delivery stream with %s", (_what, columns) => {
    expect(changed(resourcesOf(columns))).toEqual(expect.arrayContaining([table, delivery]));
  });

  it("changes one argument of the delivery stream, which is part of UpdateDestination", () => {
    const after = resourcesOf({ ...order, amount: column.decimal(10, 2) } as typeof order);
    const [was, is] = [resourcesOf(order), after].map(
      // The module always renders the block like this.
      (resources) => resources[delivery] as { extended_s3_configuration: Block },
    );
    expect({ ...is, extended_s3_configuration: null }).toEqual({
      ...was,
      extended_s3_configuration: null,
    });
    expect(is?.extended_s3_configuration).toEqual({
      ...was?.extended_s3_configuration,
      file_extension: expect.stringMatching(/^\.schema-[0-9a-f]{8}\.parquet$/) as string,
    });
    expect(is?.extended_s3_configuration.file_extension).not.toBe(
      was?.extended_s3_configuration.file_extension,
    );
  });
});

describe("a change of anything else in a table", () => {
  it("does not change the delivery stream", () => {
    expect(changed(resourcesOf(order, "All orders."))).toEqual([table]);
  });

  it("does not change the delivery stream when a column gets a description", () => {
    const described = { ...order, order_id: column.string({ description: "Number." }) };
    expect(changed(resourcesOf(described))).toEqual([table]);
  });

  it("does not change the delivery stream when a field is marked as personal, but the table", () => {
    const buyer = column.struct({ name: column.string({ personal: true }) });
    const marked = resourcesOf({ ...order, buyer });
    expect(changed(marked)).toEqual([table]);
    expect(marked[table]).toMatchObject({
      storage_descriptor: {
        columns: [{ name: "order_id" }, { parameters: { personal_data: "buyer.name" } }],
      },
    });
  });
});
