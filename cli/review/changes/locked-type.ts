import type { LockedFields, LockedType } from "../../../model/schema-evolution/locked-type";

/**
 * Parses a type as Glue stores it, with the original case of names.
 *
 * @returns the type in the format of a schema lock; a type that is not nested is returned unchanged
 */
export function parseLockedType(text: string): LockedType {
  const [, name = "", inner = ""] = /^(array|map|struct)<(.*)>$/s.exec(text.trim()) ?? [];
  switch (name) {
    case "array":
      return { array: parseLockedType(inner) };
    case "map": {
      const [key = "", ...value] = splitParts(inner);
      return { map: { key, value: parseLockedType(value.join(",")) } };
    }
    case "struct":
      return { struct: lockedFields(splitParts(inner)) };
    default:
      return text.trim();
  }
}

function lockedFields(fields: readonly string[]): LockedFields {
  return Object.fromEntries(
    fields.map((field) => {
      const colon = field.indexOf(":");
      return [field.slice(0, colon).trim(), parseLockedType(field.slice(colon + 1))] as const;
    }),
  );
}

/** Splits at the commas outside of brackets. */
function splitParts(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  [...text].forEach((character, index) => {
    if ("<(".includes(character)) depth += 1;
    if (">)".includes(character)) depth -= 1;
    if (character === "," && depth === 0) {
      parts.push(text.slice(from, index));
      from = index + 1;
    }
  });
  return [...parts, text.slice(from)].map((part) => part.trim()).filter((part) => part !== "");
}
