import { literal, SQL } from "../../../duckdb/sql";
import { BIGINT, VARCHAR } from "../../types/trino-type";
import { callTo, signature, type FunctionRule, overloads } from "../signature";
import { part, withLength } from "./bounded-length";

const urlPart = (name: string): FunctionRule =>
  withLength(
    overloads(
      signature([VARCHAR], VARCHAR, (url) => SQL`trino_url_part(${url}, ${literal(name)})`),
    ),
    part,
  );

/** URL functions. */
export const URL_FUNCTIONS: Readonly<Record<string, FunctionRule>> = {
  // Each character has up to four bytes, and each byte three characters.
  url_encode: withLength(
    overloads(signature([VARCHAR], VARCHAR, callTo(SQL`trino_url_encode`))),
    (text) => text * 12,
  ),
  url_decode: withLength(
    overloads(signature([VARCHAR], VARCHAR, callTo(SQL`trino_url_decode`))),
    part,
  ),
  url_extract_protocol: urlPart("protocol"),
  url_extract_host: urlPart("host"),
  url_extract_path: urlPart("path"),
  url_extract_query: urlPart("query"),
  url_extract_fragment: urlPart("fragment"),
  url_extract_port: overloads(
    signature([VARCHAR], BIGINT, (url) => SQL`CAST(trino_url_part(${url}, 'port') AS BIGINT)`),
  ),
  url_extract_parameter: withLength(
    overloads(signature([VARCHAR, VARCHAR], VARCHAR, callTo(SQL`trino_url_parameter`))),
    part,
  ),
};
