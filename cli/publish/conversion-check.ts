import { ConversionError } from "../../formats/conversion-error";
import type { HiveColumn } from "../../formats/hive-type";
import { RecordConverter } from "../../formats/record-conversion";

/** Why Firehose could not convert data to a row of a table, in its words; undefined where it could. */
export type ConversionCheck = (
  data: Uint8Array,
) => Readonly<Record<"code" | "message", string>> | undefined;

/** Checks data by the conversion that the embedded Firehose delivers with. */
export function conversionCheck(columns: readonly HiveColumn[]): ConversionCheck {
  const converter = new RecordConverter(columns);
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
