import type { JsonValue } from "../../../../formats/openx-json";
import { arrayText, bytesText, mapText, rowText } from "../../results/nested-text";
import { elements, entries, plainText } from "./trino-json";
import type { TypeSignature } from "./type-signature";

/** Formats a value of Trino's protocol as in Athena's results; null for null. */
export type RenderTrinoValue = (value: JsonValue) => string | null;

/**
 * The formatter of a type. Trino writes dates, times, decimals and intervals as the text that Athena shows, and numbers
 * as Java does; nested values and bytes are put together here.
 */
export function trinoValueRenderer({ name, types }: TypeSignature): RenderTrinoValue {
  const render = nonNullRenderer(name, types);
  return (value) => (value === null ? null : render(value));
}

function nonNullRenderer(
  name: string,
  types: TypeSignature["types"],
): (value: JsonValue) => string {
  const inner = types.map(({ type }) => trinoValueRenderer(type));
  const text = (index: number, value: JsonValue) => inner[index]?.(value) ?? null;
  switch (name) {
    case "array":
      return (value) => arrayText(elements(value).map((item) => text(0, item)));
    case "map":
      // The protocol has the keys as texts, whatever their type.
      return (value) =>
        mapText(entries(value).map(([key, entry]) => [key, text(1, entry)] as const));
    case "row": {
      const names = types.map(({ field }, index) => field ?? `field${index}`);
      return (value) =>
        rowText(
          elements(value).map((field, index) => [names[index] ?? "", text(index, field)] as const),
        );
    }
    case "varbinary":
      return (value) => bytesText(Buffer.from(plainText(value), "base64"));
    default:
      return plainText;
  }
}
