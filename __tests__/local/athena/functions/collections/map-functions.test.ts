import { checkExpressions } from "../../../../support/athena/check-expressions";

describe("map functions", () => {
  checkExpressions([
    ["element_at(MAP(ARRAY['a'], ARRAY[1]), 'b')", null, "integer"],
    [
      "map_filter(MAP(ARRAY['a', 'b'], ARRAY[1, 2]), (k, v) -> v > 1)",
      "{b=2}",
      "map(varchar(1), integer)",
    ],
    [
      "transform_values(MAP(ARRAY['a'], ARRAY[1]), (k, v) -> k || 'x')",
      "{a=ax}",
      "map(varchar(1), varchar)",
    ],
  ]);
});
