import { checkErrors, checkExpressions } from "../../../../support/athena/check-expressions";

describe("string functions", () => {
  checkExpressions([
    ["concat('a', NULL)", null, "array(varchar(1))"],
    ["concat_ws(',', 'a', NULL, 'b')", "a,b", "varchar"],
    ["substr('abcdef', 2, 3)", "bcd", "varchar(6)"],
    ["substr('abcdef', -3, 2)", "de", "varchar(6)"],
    ["substr('abc', 0)", "", "varchar(3)"],
    ["substring('abcdef' FROM 2 FOR 2)", "bc", "varchar(6)"],
    ["split('a,b', ',')", "[a, b]", "array(varchar(3))"],
    ["split_part('a,b,c', ',', 2)", "b", "varchar(5)"],
    ["split_part('a', ',', 5)", null, "varchar(1)"],
    ["strpos('hello', 'l')", "3", "bigint"],
    ["position('l' IN 'hello')", "3", "bigint"],
    ["replace('aXb', 'X', '-')", "a-b", "varchar(7)"],
    ["trim('  a b ')", "a b", "varchar(6)"],
    ["trim(LEADING 'x' FROM 'xax')", "ax", "varchar(3)"],
    ["upper('straße')", "STRAßE", "varchar(6)"],
    ["reverse('ab😀')", "😀ba", "varchar(3)"],
    ["length('a😀')", "2", "bigint"],
    ["lpad('7', 3, '0')", "007", "varchar"],
  ]);

  checkErrors([
    ["split_part('a', ',', 0)", "INVALID_FUNCTION_ARGUMENT: Index must be greater than zero"],
  ]);
});
