import { checkExpressions } from "../../../../support/athena/check-expressions";

describe("URL functions", () => {
  checkExpressions([
    ["url_decode('a%20b+c')", "a b c", "varchar(7)"],
    ["url_extract_host('https://u@ex.com:8443/a%20b?q=1#f')", "ex.com", "varchar(33)"],
    ["url_extract_port('https://ex.com:8443/')", "8443", "bigint"],
    ["url_extract_path('https://ex.com/a%20b?q')", "/a b", "varchar(22)"],
    ["url_extract_parameter('https://ex.com/?q=1&x=a+b', 'x')", "a b", "varchar(25)"],
    ["url_extract_host('no url')", null, "varchar(6)"],
    ["url_extract_path('mailto:a@b')", "", "varchar(10)"],
    ["url_extract_path('urn:isbn:1')", "", "varchar(10)"],
    ["url_extract_path('http:a/b')", "", "varchar(8)"],
    ["url_extract_path('a:b:c')", "", "varchar(5)"],
    ["url_extract_path('1:b')", null, "varchar(3)"],
    ["url_extract_query('mailto:a@b?subject=x')", "", "varchar(20)"],
    ["url_extract_parameter('mailto:a@b?subject=x', 'subject')", null, "varchar(20)"],
  ]);
});
