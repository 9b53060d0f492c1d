import { ConversionError } from "../../formats/conversion-error";
import type { HiveColumn } from "../../formats/hive-type";
import { RecordConverter } from "../../formats/record-conversion";
import type { OpenXOptions } from "../../formats/record-conversion";

/** Firehose's error for data that it can't convert to a row of a table; undefined if it can. */
export type ConversionCheck = (
  data: Uint8Array,
) => Readonly<Record<"code" | "message", string>> | undefined;

/**
 * Checks data with the conversion of the embedded Firehose.
 *
 * @param options of the deserializer @default - columns are read from the keys of their names
 */
export function conversionCheck(
  columns: readonly HiveColumn[],
  options: OpenXOptions = {},
): ConversionCheck {
  const converter = new RecordConverter(columns, options);
  return (data) => {
    try {
      converter.convert(data);
      return undefined;
    } catch (error) {
      if (error instanceof ConversionError) return error;
      throw error;
    }
  };
}
