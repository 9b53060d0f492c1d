import { bigDecimalText, parseBigDecimal, parseJavaLong } from "./openx-numbers";
import { BareText, isList, isObject, type OpenXValue } from "./openx-reader";

/**
 * The text of a value in a column of text: that of a string, else JSON with its keys as they are written, and numbers as
 * Java writes them.
 *
 * @see https://github.com/trinodb/trino/blob/476/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/line/openxjson/JsonWriter.java
 */
export function openXText(value: OpenXValue): string {
  if (typeof value === "string") return value;
  return value instanceof BareText ? (bareText(value) ?? value.text) : nestedText(value);
}

function nestedText(value: OpenXValue): string {
  if (value === null) return "null";
  if (typeof value === "string") return quote(value);
  if (value instanceof BareText) return bareText(value) ?? quote(value.text);
  if (isObject(value)) {
    const members = [...value.values()].map(
      (member) => `${quote(member.key)}:${nestedText(member.value)}`,
    );
    return `{${members.join(",")}}`;
  }
  const items: readonly OpenXValue[] = isList(value) ? value : [];
  return `[${items.map(nestedText).join(",")}]`;
}

/** The text of a number or a truth value; undefined for any other word. */
function bareText({ text }: BareText): string | undefined {
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase();
  const integer = parseJavaLong(text);
  if (integer !== undefined) return String(integer);
  const decimal = parseBigDecimal(text);
  return decimal && bigDecimalText(decimal);
}

function quote(text: string): string {
  return JSON.stringify(text).replaceAll("</", "<\\/");
}
