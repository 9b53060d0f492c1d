import { Ajv2020 } from "ajv/dist/2020";
import { column } from "../../../model/dataset/column-type";
import { generateEvents } from "../../../lambda-src/publisher/generation/event-generator";
import { eventSchema } from "../../../model/contract/event-schema";
import type { Dataset } from "../../../model/dataset/dataset";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
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

  it("is a schema of draft 2020-12", () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    expect(ajv.validateSchema(schema)).toBe(true);
    expect(schema).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      title: "orders",
      description: "Orders.",
      "x-schema-fingerprint": schemaFingerprint(orders.columns),
    });
  });

  it("requires the event id and the structs around it, and makes everything else nullable", () => {
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

  it("allows no other fields at any level", () => {
    expect(schema.additionalProperties).toBe(false);
    expect(schema.properties?.meta?.additionalProperties).toBe(false);
  });

  it("describes fields, and marks everything inside of a personal field as personal", () => {
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

describe("the JSON Schema of an Iceberg dataset", () => {
  const columns = { at: column.timestamp(), past: column.array(column.timestamp()) };
  const events: Dataset = { name: "events", description: "Events.", storage: "iceberg", columns };
  const accepts = new Ajv2020({ strict: false, validateFormats: false }).compile(
    eventSchema(events),
  );

  it.each<[string, unknown, boolean]>([
    ["microseconds", 1_767_225_599_999_000, true],
    ["milliseconds, which would be a day in 1970", 1_767_225_599_999, false],
    ["seconds", 1_767_225_599, false],
    ["text", "2026-01-31T23:59:59.999Z", false],
    ["nothing", null, true],
  ])("takes times as microseconds: %s", (_, at, isValid) => {
    expect(accepts({ at, past: [at] })).toBe(isValid);
  });

  it("is what generated events have", () => {
    const [event] = generateEvents(events, 1);
    expect(accepts(event)).toBe(true);
  });
});
