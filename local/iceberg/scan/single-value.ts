import { InvalidMetadataError } from "../iceberg-errors";
import type { IcebergType } from "../metadata/iceberg-type";

/**
 * A value of a primitive type: integers, days, microseconds and the unscaled value of a decimal as bigints.
 */
export type SingleValue = boolean | bigint | number | string | Buffer;

/**
 * Decodes a value from Iceberg's binary form, also one that was written before its field's type was widened.
 *
 * @see https://iceberg.apache.org/spec/#binary-single-value-serialization
 * @throws InvalidMetadataError if the bytes are none of the type
 */
export function decodeSingleValue(type: IcebergType, bytes: Buffer): SingleValue {
  switch (type.kind) {
    case "boolean":
      return bytes[0] !== 0;
    case "int":
    case "date":
    case "long":
    case "time":
    case "timestamp":
    case "timestamptz":
      if (bytes.length === 4) return BigInt(bytes.readInt32LE());
      if (bytes.length === 8) return bytes.readBigInt64LE();
      break;
    case "float":
    case "double":
      if (bytes.length === 4) return bytes.readFloatLE();
      if (bytes.length === 8) return bytes.readDoubleLE();
      break;
    case "decimal":
      if (bytes.length > 0)
        return BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString("hex")}`));
      break;
    case "string":
      return bytes.toString("utf8");
    case "uuid":
    case "fixed":
    case "binary":
      return bytes;
    default:
      break;
  }
  throw new InvalidMetadataError(
    `A bound of ${bytes.length} bytes is none of the type ${type.kind}`,
  );
}
