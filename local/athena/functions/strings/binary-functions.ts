import { SQL } from "../../../duckdb/sql";
import { VARBINARY, VARCHAR } from "../../types/trino-type";
import { callTo, signature, type FunctionRule, overloads } from "../signature";

/** Functions of varbinary values. */
export const BINARY_FUNCTIONS: Readonly<Record<string, FunctionRule>> = {
  to_utf8: overloads(signature([VARCHAR], VARBINARY, callTo(SQL`encode`))),
  from_utf8: overloads(signature([VARBINARY], VARCHAR, callTo(SQL`trino_from_utf8`))),
  to_hex: overloads(signature([VARBINARY], VARCHAR, callTo(SQL`hex`))),
  from_hex: overloads(signature([VARCHAR], VARBINARY, callTo(SQL`trino_from_hex`))),
  to_base64: overloads(signature([VARBINARY], VARCHAR, callTo(SQL`to_base64`))),
  from_base64: overloads(signature([VARCHAR], VARBINARY, callTo(SQL`trino_from_base64`))),
  md5: overloads(signature([VARBINARY], VARBINARY, (bytes) => SQL`from_hex(md5(${bytes}))`)),
  sha1: overloads(signature([VARBINARY], VARBINARY, (bytes) => SQL`from_hex(sha1(${bytes}))`)),
  sha256: overloads(signature([VARBINARY], VARBINARY, (bytes) => SQL`from_hex(sha256(${bytes}))`)),
};
