import { decimalText } from "../../../../../formats/decimal";
import type { IcebergType } from "../../../../iceberg/metadata/iceberg-type";
import type { SingleValue } from "../../../../iceberg/scan/single-value";
import { formatJavaDouble, formatJavaFloat } from "../../udf/java-number-format";
import { bigDecimalText } from "../../sources/json/openx-numbers";
import { formatDate, formatTimestamp } from "../../udf/timestamp-format";

/**
 * A bound as the maps of `$files` show it.
 *
 * @see https://github.com/apache/iceberg/blob/apache-iceberg-1.9.1/api/src/main/java/org/apache/iceberg/transforms/TransformUtil.java
 */
export function mapText(type: IcebergType, value: SingleValue): string {
  if (Buffer.isBuffer(value) && type.kind !== "uuid") return value.toString("base64");
  switch (type.kind) {
    case "date":
      // Java pads the year with its sign to four characters.
      return jsonText(type, value).replace(/^-0/, "-");
    case "decimal":
      return bigDecimalText({ unscaled: BigInt(String(value)), scale: type.scale });
    case "time":
      return jsonText(type, value).replace(/^(\d\d:\d\d):00$/, "$1");
    default:
      return jsonText(type, value);
  }
}

/**
 * A bound as the column `readable_metrics` of `$files` shows it, without the quotes of JSON.
 *
 * @see https://iceberg.apache.org/spec/#json-single-value-serialization
 */
export function jsonText(type: IcebergType, value: SingleValue): string {
  if (Buffer.isBuffer(value)) {
    const hex = value.toString("hex");
    return type.kind === "uuid" ? hex.replace(UUID, "$1-$2-$3-$4-$5") : hex.toUpperCase();
  }
  switch (type.kind) {
    case "float":
      return formatJavaFloat(Number(value));
    case "double":
      return formatJavaDouble(Number(value));
    case "date":
      return formatDate(Number(value));
    case "time":
      return isoTime(formatTimestamp(BigInt(value), 6).slice("1970-01-01 ".length));
    case "timestamp":
    case "timestamptz": {
      const [day = "", time = ""] = formatTimestamp(BigInt(value), 6).split(" ");
      return `${day}T${isoTime(time)}${type.kind === "timestamptz" ? "+00:00" : ""}`;
    }
    case "decimal":
      return decimalText(BigInt(value), type.scale);
    default:
      return String(value);
  }
}

const UUID = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;

/** Without the zeros that a fraction ends with. */
function isoTime(time: string): string {
  return time.replace(/\.?0+$/, (zeros) => (time.includes(".") ? "" : zeros));
}
