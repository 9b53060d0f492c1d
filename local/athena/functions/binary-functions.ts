import { SQL } from "../../duckdb/sql";
import { VARBINARY, VARCHAR } from "../types/trino-type";
import { calls, form, type Rule, signatures } from "./rule";

/** Functions of byte strings. */
export const BINARY_FUNCTIONS: Readonly<Record<string, Rule>> = {
  to_utf8: signatures(form([VARCHAR], VARBINARY, calls(SQL`encode`))),
  from_utf8: signatures(form([VARBINARY], VARCHAR, calls(SQL`decode`))),
  to_hex: signatures(form([VARBINARY], VARCHAR, calls(SQL`hex`))),
  from_hex: signatures(form([VARCHAR], VARBINARY, calls(SQL`from_hex`))),
  to_base64: signatures(form([VARBINARY], VARCHAR, calls(SQL`to_base64`))),
  from_base64: signatures(form([VARCHAR], VARBINARY, calls(SQL`from_base64`))),
  md5: signatures(form([VARBINARY], VARBINARY, (bytes) => SQL`from_hex(md5(${bytes}))`)),
  sha1: signatures(form([VARBINARY], VARBINARY, (bytes) => SQL`from_hex(sha1(${bytes}))`)),
  sha256: signatures(form([VARBINARY], VARBINARY, (bytes) => SQL`from_hex(sha256(${bytes}))`)),
};
