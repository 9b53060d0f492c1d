import { Ajv2020 } from "ajv/dist/2020";
import { column } from "../../../model/dataset/column-type";
import { eventSchema } from "../../../model/contract/event-schema";
import type { Dataset } from "../../../model/dataset/dataset";
import { sampleEvents } from "../../../config/datasets/sample-events";
import { schemaFingerprint } from "../../../model/schema-evolution/schema-fingerprint";

const orders: Dataset = {
  name: "orders",
  description: "Orders.",
  columns: {
    meta: column.struct({ id: column.bigint(), at: column.timestamp() }),
    buyer: column.struct(
      { name: column.string({ description: "Who.", examples: ["Ada"] }) },
      { personal: true },
    ),
    tags: column.array(column.varchar(5, { personal: true })),
  },
  eventIdPath: "meta.id",
};

describe("the JSON Schema of a dataset", () => {
  const schema = eventSchema(orders);

  it("is one of draft 2020-12", () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    expect(ajv.validateSchema(schema)).toBe(true);
    expect(schema).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      title: "orders",
      description: "Orders.",
      "x-schema-fingerprint": schemaFingerprint(orders.columns),
    });
  });

  it("demands the event id and the structs around it, and lets all else be null", () => {
    expect(schema).toMatchObject({
      type: "object",
      required: ["meta"],
      properties: {
        meta: {
          type: "object",
          required: ["id"],
          properties: { id: { type: ["integer", "string"] } },
        },
        tags: { type: ["array", "null"], items: { type: ["string", "null"] } },
      },
    });
    expect(schema.properties?.buyer).not.toHaveProperty("required");
    expect(schema.properties?.meta?.properties?.at?.anyOf).toContainEqual({ type: "null" });
    expect(eventSchema(sampleEvents)).not.toHaveProperty("required");
  });

  it("knows no other fields, at no level", () => {
    expect(schema.additionalProperties).toBe(false);
    expect(schema.properties?.meta?.additionalProperties).toBe(false);
  });

  it("tells what a field is, and what is personal with all that is in it", () => {
    expect(schema.properties?.buyer).toMatchObject({
      "x-personal-data": true,
      properties: {
        name: {
          description: "Who.",
          examples: ["Ada"],
          "x-glue-type": "string",
          "x-personal-data": true,
        },
      },
    });
    expect(schema.properties?.tags?.items).toMatchObject({ "x-personal-data": true });
    expect(schema.properties?.meta).not.toHaveProperty("x-personal-data");
  });
});
