import { ConversionError } from "../../../formats/conversion-error";
import { isArray, isJsonObject, jsonText, parseDocuments } from "../../../formats/openx-json";
import type { JsonValue } from "../../../formats/openx-json";
import type { Dataset } from "../../../model/dataset/dataset";
import { ValueConversion } from "./conform-values";

/** JSON with the values of its events in the form of the contract; a text that is no JSON stays as it is. */
export function conformText(
  text: string,
  { columns, storage }: Pick<Dataset, "columns" | "storage">,
): string {
  const conversion = new ValueConversion(columns, storage);
  const converted = (value: JsonValue) =>
    jsonText(isJsonObject(value) ? conversion.event(value) : value);
  let documents: JsonValue[];
  try {
    documents = parseDocuments(text, { caseInsensitive: false, duplicateKeys: "last" });
  } catch (error) {
    if (error instanceof ConversionError) return text;
    throw error;
  }
  return documents
    .map((document) =>
      isArray(document) ? `[${document.map(converted).join(",")}]` : converted(document),
    )
    .join("\n");
}
