import { checkExpressions } from "../../../../support/athena/check-expressions";

describe("binary functions", () => {
  checkExpressions([
    ["to_hex(md5(to_utf8('a')))", "0CC175B9C0F1B6A831C399E269772661", "varchar"],
    ["from_utf8(from_base64('YWJj'))", "abc", "varchar"],
  ]);
});
