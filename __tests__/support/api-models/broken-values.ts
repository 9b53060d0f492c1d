import type { Rule } from "../../../local/api-models/check-input";
import { modelPattern } from "../../../local/api-models/model-pattern";
import type { ServiceModel, Shape, ShapeRef } from "../../../local/api-models/service-model";
import { isFields } from "./forms/wire-value";

/** Size of the longest generated value, in characters, bytes or items. */
export const LONGEST_VALUE = 1024 * 1024;

/** Every pattern, except those that accept any text, rejects one of these characters in some position. */
const CHARACTERS = ["!", " ", "é", "/", ":", "*", "\t", "\n", "#", "\u0001", "\ufffe", "~", "x"];

/** A value of another type, and the rules of which it violates one; undefined if every text is valid for the type. */
export function wrongType(
  { type }: Shape,
  isText: boolean,
  { location }: ShapeRef,
): { readonly value: unknown; readonly breaks: readonly Rule[] } | undefined {
  const breaks: readonly Rule[] = ["type"];
  switch (type) {
    case "string":
    case "character":
      if (!isText) return { value: 7, breaks };
      return location === undefined ? { value: { Inner: "x" }, breaks } : undefined;
    case "list":
      // A flattened list is serialized like one of its items, so the item has the wrong type.
      return location === undefined ? { value: "x", breaks: [...breaks, "enum"] } : undefined;
    case "map":
      return location === undefined ? { value: "x", breaks } : undefined;
    case "structure":
      return { value: "x", breaks };
    case "blob":
      return isText && location === undefined
        ? { value: "no base64!", breaks }
        : { value: 7, breaks };
    default:
      return { value: "soon", breaks };
  }
}

/** A value of the same type with the given size; undefined if there is none. */
export function resized(shape: Shape, value: unknown, size: number): unknown {
  if (typeof value === "number") return size;
  if (size > LONGEST_VALUE + 1) return undefined;
  if (typeof value === "string") {
    if (shape.type === "blob") return Buffer.alloc(size, 1).toString("base64");
    const characters = [...value];
    const last = characters.at(-1) ?? "x";
    return size <= characters.length
      ? characters.slice(0, size).join("")
      : value + last.repeat(size - characters.length);
  }
  if (Array.isArray(value)) {
    if (value.length === 0 && size > 0) return undefined;
    return Array.from({ length: size }, (_, index): unknown => value[index % value.length]);
  }
  if (!isFields(value)) return undefined;
  const [[key, each] = []] = Object.entries(value);
  if (key === undefined && size > 0) return undefined;
  return Object.fromEntries(Array.from({ length: size }, (_, index) => [`k${index}`, each]));
}

/**
 * A text that violates the pattern of its type and is otherwise unchanged.
 *
 * @param random selects the character and its position
 * @returns undefined for a pattern that accepts any text
 */
export function breakPattern(
  model: ServiceModel,
  ref: ShapeRef,
  value: string,
  random: () => number,
): string | undefined {
  const { pattern: source = "" } = model.shape(ref);
  const pattern = modelPattern(source);
  if (pattern === undefined) return undefined;
  const at = Math.floor(random() * (value.length + 1));
  const start = Math.floor(random() * CHARACTERS.length);
  return [...CHARACTERS.slice(start), ...CHARACTERS.slice(0, start)]
    .flatMap((each) => [
      `${value.slice(0, at)}${each}${value.slice(at)}`,
      `${value}${each}`,
      `${each}${value}`,
      each,
    ])
    .find((each) => !pattern.test(each) && canBeWritten(model, ref, each));
}

/** XML can't contain control characters, headers only ASCII characters, and a slash in a path addresses another resource. */
function canBeWritten(model: ServiceModel, { location }: ShapeRef, text: string): boolean {
  if (location === "uri" && text.includes("/")) return false;
  if (location === "header" && !/^[!-~]+$/.test(text)) return false;
  // eslint-disable-next-line no-control-regex
  return model.otherProtocol !== "rest-xml" || !/[\u0000-\u0020\ufffe]/.test(text);
}
