import { VARBINARY, VARCHAR } from "../types/trino-type";
import { calls, form, type Rule, signatures } from "./rule";

/** Functions of byte strings. */
export const BINARY_FUNCTIONS: Readonly<Record<string, Rule>> = {
  to_utf8: signatures(form([VARCHAR], VARBINARY, calls("encode"))),
  from_utf8: signatures(form([VARBINARY], VARCHAR, calls("decode"))),
  to_hex: signatures(form([VARBINARY], VARCHAR, calls("hex"))),
  from_hex: signatures(form([VARCHAR], VARBINARY, calls("from_hex"))),
  to_base64: signatures(form([VARBINARY], VARCHAR, calls("to_base64"))),
  from_base64: signatures(form([VARCHAR], VARBINARY, calls("from_base64"))),
  md5: signatures(form([VARBINARY], VARBINARY, (bytes) => `from_hex(md5(${bytes}))`)),
  sha1: signatures(form([VARBINARY], VARBINARY, (bytes) => `from_hex(sha1(${bytes}))`)),
  sha256: signatures(form([VARBINARY], VARBINARY, (bytes) => `from_hex(sha256(${bytes}))`)),
};
