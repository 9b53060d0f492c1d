import { checkExpressions } from "../../../../../support/athena/check-expressions";

describe("literals", () => {
  checkExpressions([
    ["1e10", "1.0E10", "double"],
    ["1e7", "1.0E7", "double"],
    ["1.5e-5", "1.5E-5", "double"],
    ["0.001e0", "0.001", "double"],
    ["123456789.5e0", "1.234567895E8", "double"],
    ["2147483648", "2147483648", "bigint"],
    ["DECIMAL '-1.50'", "-1.50", "decimal(3,2)"],
    ["'it''s'", "it's", "varchar(4)"],
    [String.raw`'a\nb'`, String.raw`a\nb`, "varchar(4)"],
    ["X'6162'", "61 62", "varbinary"],
    ["DATE '2026-11-23'", "2026-11-23", "date"],
    ["TIMESTAMP '2026-01-05 01:05:00.5'", "2026-01-05 01:05:00.5", "timestamp(1)"],
    ["INTERVAL '14' MONTH", "1-2", "interval year to month"],
  ]);
});
