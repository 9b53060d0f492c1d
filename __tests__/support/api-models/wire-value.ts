import type { Shape, ShapeRef } from "./service-model";

/** An object of JSON, or what another form of a request is read as. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value has fields. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The member of a structure that is called so in a request, with its name in the model. */
export function memberOnWire(
  shape: Shape,
  wireName: string,
): readonly [string, ShapeRef] | undefined {
  return Object.entries(shape.members ?? {}).find(
    ([name, ref]) => (ref.locationName ?? name) === wireName,
  );
}

/** Text as the value that it stands for; what stands for none stays text, for the check to find. */
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
