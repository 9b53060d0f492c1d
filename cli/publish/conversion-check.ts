import { ConversionError } from "../../formats/conversion-error";
import type { HiveColumn } from "../../formats/hive-type";
import { RecordConverter } from "../../formats/record-conversion";

/** Firehose's error for data that it can't convert to a row of a table; undefined if it can. */
export type ConversionCheck = (
  data: Uint8Array,
) => Readonly<Record<"code" | "message", string>> | undefined;

/** Checks data with the conversion of the embedded Firehose. */
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
