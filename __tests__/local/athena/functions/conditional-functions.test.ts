import { checkExpressions } from "../../../support/athena/check-expressions";

describe("conditional functions", () => {
  checkExpressions([
    ["TRY(1/0)", null, "integer"],
    ["COALESCE(NULL, 1, 2.5)", "1.0", "decimal(11,1)"],
    ["NULLIF(1, 1)", null, "integer"],
    ["IF(1 > 2, 'a')", null, "varchar(1)"],
    ["typeof(1.5)", "decimal(2,1)", "varchar"],
  ]);
});
