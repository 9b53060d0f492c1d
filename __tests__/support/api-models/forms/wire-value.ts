import type { Shape, ShapeRef } from "../../../../local/api-models/service-model";

/** A deserialized structure or map. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is a structure or map. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The member of a structure with a serialized name, and its name in the model. */
export function memberOnWire(
  shape: Shape,
  wireName: string,
): readonly [string, ShapeRef] | undefined {
  return Object.entries(shape.members ?? {}).find(
    ([name, ref]) => (ref.locationName ?? name) === wireName,
  );
}

/** Parses the text of a scalar; an invalid text is returned unchanged, so that the check reports it. */
export function fromText({ type }: Shape, text: string): unknown {
  switch (type) {
    case "integer":
    case "long":
    case "float":
    case "double":
      return /^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/i.test(text) ? Number(text) : text;
    case "boolean":
      return text === "true" ? true : text === "false" ? false : text;
    default:
      return text;
  }
}
