import type { ServiceModel, Shape, ShapeRef } from "../../../../local/api-models/service-model";
import { fromText, isFields, memberOnWire } from "./wire-value";
import type { Fields } from "./wire-value";

/** Parameters of the query protocol that are not members. */
const PROTOCOL_PARAMETERS = new Set(["Action", "Version"]);

/** Deserializes a form of the query protocol, with parameters like `Tags.member.1.Key`. */
export function readQuery(model: ServiceModel, ref: ShapeRef, form: URLSearchParams): unknown {
  const tree: Record<string, unknown> = {};
  for (const [name, text] of form) {
    if (!PROTOCOL_PARAMETERS.has(name)) insert(tree, name.split("."), text);
  }
  return readNode(model, ref, tree);
}

function insert(tree: Record<string, unknown>, [first = "", ...rest]: string[], text: string) {
  if (rest.length === 0) {
    tree[first] = text;
    return;
  }
  const known = tree[first];
  // Only this function creates the nodes, and it creates mutable ones.
  const child = (isFields(known) ? known : {}) as Record<string, unknown>;
  tree[first] = child;
  insert(child, rest, text);
}

function readNode(model: ServiceModel, ref: ShapeRef, node: unknown): unknown {
  const shape = model.shape(ref);
  if (typeof node === "string") {
    // Clients serialize an empty list like this.
    return shape.type === "list" && node === "" ? [] : fromText(shape, node);
  }
  if (!isFields(node)) return node;
  if (shape.type === "structure") {
    return Object.fromEntries(
      Object.entries(node).map(([wireName, child]) => {
        const [name, member] = memberOnWire(shape, wireName) ?? [];
        return name === undefined || member === undefined
          ? [wireName, child]
          : [name, readNode(model, member, child)];
      }),
    );
  }
  const items = numbered(node, itemName(shape, ref));
  if (items === undefined) return node;
  const { member, key, value } = shape;
  if (member !== undefined) return items.map((item) => readNode(model, member, item));
  if (key === undefined || value === undefined) return node;
  const [keyName, valueName] = [key.locationName ?? "key", value.locationName ?? "value"];
  const entries = items.filter(isFields);
  return Object.fromEntries(
    entries.map((entry) => [String(entry[keyName]), readNode(model, value, entry[valueName])]),
  );
}

/** The path segment between a list or map and its indices; undefined if it is flattened. */
function itemName(shape: Shape, ref: ShapeRef): string | undefined {
  if (shape.flattened === true || ref.flattened === true) return undefined;
  return shape.type === "map" ? "entry" : (shape.member?.locationName ?? "member");
}

/** The children `1`, `2`, … in this order; undefined if there are others. */
function numbered(node: Fields, name: string | undefined): readonly unknown[] | undefined {
  const { [name ?? ""]: named, ...others } = node;
  const parent = name === undefined ? node : named;
  if (!isFields(parent) || (name !== undefined && Object.keys(others).length > 0)) return undefined;
  const numbers = Object.keys(parent);
  return numbers.every((each) => /^[1-9]\d*$/.test(each))
    ? numbers.sort((a, b) => Number(a) - Number(b)).map((each) => parent[each])
    : undefined;
}

/** The inverse of {@link readQuery}, without the protocol's own parameters. */
export function writeQuery(model: ServiceModel, ref: ShapeRef, value: unknown): URLSearchParams {
  const form = new URLSearchParams();
  writeNode(model, ref, value, "", form);
  return form;
}

function writeNode(
  model: ServiceModel,
  ref: ShapeRef | undefined,
  value: unknown,
  name: string,
  form: URLSearchParams,
): void {
  const shape = ref === undefined ? undefined : model.shape(ref);
  const below = (...parts: (string | number | undefined)[]) =>
    [name, ...parts].filter((part) => part !== undefined && part !== "").join(".");
  if (shape !== undefined && ref !== undefined && Array.isArray(value)) {
    if (value.length === 0) form.append(name, "");
    value.forEach((item, index) =>
      writeNode(model, shape.member, item, below(itemName(shape, ref), index + 1), form),
    );
  } else if (shape?.type === "map" && ref !== undefined && isFields(value)) {
    Object.entries(value).forEach(([key, each], index) => {
      const entry = below(itemName(shape, ref), index + 1);
      form.append(`${entry}.${shape.key?.locationName ?? "key"}`, key);
      writeNode(model, shape.value, each, `${entry}.${shape.value?.locationName ?? "value"}`, form);
    });
  } else if (isFields(value)) {
    for (const [memberName, each] of Object.entries(value)) {
      const member = shape?.members?.[memberName];
      writeNode(model, member, each, below(member?.locationName ?? memberName), form);
    }
  } else {
    form.append(name, String(value));
  }
}
