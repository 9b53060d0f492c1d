import { isNumericType } from "../../../../cli/query/formats/numeric-type";

describe("a type of Athena", () => {
  it.each(["tinyint", "integer", "bigint", "real", "double", "decimal(38,2)"])(
    "is a number: %s",
    (type) => {
      expect(isNumericType(type)).toBe(true);
    },
  );

  it.each(["varchar", "boolean", "interval day to second", "interval year to month", "date"])(
    "is no number: %s",
    (type) => {
      expect(isNumericType(type)).toBe(false);
    },
  );
});
