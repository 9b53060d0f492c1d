import { gunzipSync } from "node:zlib";

import { messageOf } from "../../../errors/message-of";
import {
  isArray,
  isJsonObject,
  JsonNumber,
  type JsonValue,
  parseFirstDocument,
} from "../../../formats/openx-json";
import { InvalidMetadataError } from "../iceberg-errors";

const GZIP = Buffer.from([0x1f, 0x8b]);

/** Reads the document of a metadata file, compressed or not. Integers that a number can't hold are bigints. */
export function metadataDocument(content: Buffer): unknown {
  try {
    const text = content.subarray(0, 2).equals(GZIP) ? gunzipSync(content) : content;
    return plain(parseFirstDocument(text.toString("utf8"), { caseInsensitive: false }));
  } catch (error) {
    throw new InvalidMetadataError(`A metadata file can't be read: ${messageOf(error)}`);
  }
}

function plain(value: JsonValue): unknown {
  if (value instanceof JsonNumber) {
    const number = Number(value.text);
    return Number.isSafeInteger(number) || !/^-?\d+$/.test(value.text)
      ? number
      : BigInt(value.text);
  }
  if (isArray(value)) return value.map(plain);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries([...value].map(([key, member]) => [key, plain(member)]));
}
