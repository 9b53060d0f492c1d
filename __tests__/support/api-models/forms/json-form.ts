import type { ServiceModel, ShapeRef } from "../../../../local/api-models/service-model";
import { isFields, memberOnWire } from "./wire-value";

/** Deserializes JSON to members by their model names; members that are not in the model keep their names. */
export function readJson(model: ServiceModel, ref: ShapeRef, wire: unknown): unknown {
  const shape = model.shape(ref);
  if (shape.document === true) return wire;
  if (shape.type === "structure" && isFields(wire)) {
    return Object.fromEntries(
      Object.entries(wire).map(([wireName, value]) => {
        const [name, member] = memberOnWire(shape, wireName) ?? [];
        return name === undefined || member === undefined
          ? [wireName, value]
          : [name, readJson(model, member, value)];
      }),
    );
  }
  const { member, value: mapped } = shape;
  if (member !== undefined && Array.isArray(wire)) {
    return wire.map((each) => readJson(model, member, each));
  }
  if (mapped !== undefined && isFields(wire)) {
    return Object.fromEntries(
      Object.entries(wire).map(([key, value]) => [key, readJson(model, mapped, value)]),
    );
  }
  return wire;
}

/** The inverse of {@link readJson}. */
export function writeJson(model: ServiceModel, ref: ShapeRef, value: unknown): unknown {
  const shape = model.shape(ref);
  if (shape.document === true) return value;
  if (shape.type === "structure" && isFields(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => {
        const member = shape.members?.[name];
        return member === undefined
          ? [name, each]
          : [member.locationName ?? name, writeJson(model, member, each)];
      }),
    );
  }
  const { member, value: mapped } = shape;
  if (member !== undefined && Array.isArray(value)) {
    return value.map((each) => writeJson(model, member, each));
  }
  if (mapped !== undefined && isFields(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, writeJson(model, mapped, each)]),
    );
  }
  return value;
}
