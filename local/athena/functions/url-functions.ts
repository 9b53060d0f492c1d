import { literal, SQL } from "../../duckdb/sql";
import { BIGINT, VARCHAR } from "../types/trino-type";
import { calls, form, type Rule, signatures } from "./rule";

const part = (name: string): Rule =>
  signatures(form([VARCHAR], VARCHAR, (url) => SQL`trino_url_part(${url}, ${literal(name)})`));

/** Functions of URLs. */
export const URL_FUNCTIONS: Readonly<Record<string, Rule>> = {
  url_encode: signatures(form([VARCHAR], VARCHAR, calls(SQL`trino_url_encode`))),
  url_decode: signatures(form([VARCHAR], VARCHAR, calls(SQL`trino_url_decode`))),
  url_extract_protocol: part("protocol"),
  url_extract_host: part("host"),
  url_extract_path: part("path"),
  url_extract_query: part("query"),
  url_extract_fragment: part("fragment"),
  url_extract_port: signatures(
    form([VARCHAR], BIGINT, (url) => SQL`CAST(trino_url_part(${url}, 'port') AS BIGINT)`),
  ),
  url_extract_parameter: signatures(
    form([VARCHAR, VARCHAR], VARCHAR, calls(SQL`trino_url_parameter`)),
  ),
};
