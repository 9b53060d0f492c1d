import { literal, SQL } from "../../../duckdb/sql";
import { BIGINT, VARCHAR } from "../../types/trino-type";
import { callTo, signature, type FunctionRule, overloads } from "../signature";

const part = (name: string): FunctionRule =>
  overloads(signature([VARCHAR], VARCHAR, (url) => SQL`trino_url_part(${url}, ${literal(name)})`));

/** URL functions. */
export const URL_FUNCTIONS: Readonly<Record<string, FunctionRule>> = {
  url_encode: overloads(signature([VARCHAR], VARCHAR, callTo(SQL`trino_url_encode`))),
  url_decode: overloads(signature([VARCHAR], VARCHAR, callTo(SQL`trino_url_decode`))),
  url_extract_protocol: part("protocol"),
  url_extract_host: part("host"),
  url_extract_path: part("path"),
  url_extract_query: part("query"),
  url_extract_fragment: part("fragment"),
  url_extract_port: overloads(
    signature([VARCHAR], BIGINT, (url) => SQL`CAST(trino_url_part(${url}, 'port') AS BIGINT)`),
  ),
  url_extract_parameter: overloads(
    signature([VARCHAR, VARCHAR], VARCHAR, callTo(SQL`trino_url_parameter`)),
  ),
};
