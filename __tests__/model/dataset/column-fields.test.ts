import { columnFields, personalPaths } from "../../../model/dataset/column-fields";
import { column } from "../../../model/dataset/column-type";

const columns = {
  id: column.string(),
  buyer: column.struct(
    { name: column.string({ personal: true }), emails: column.array(column.string()) },
    { personal: true },
  ),
  lines: column.array(column.struct({ to: column.string({ personal: true }) })),
  notes: column.map(column.string(), column.string({ personal: true })),
};

describe("the fields of columns", () => {
  it("are listed in order, parents before children", () => {
    expect(columnFields(columns).map(({ path }) => path)).toEqual([
      "id",
      "buyer",
      "buyer.name",
      "buyer.emails",
      "buyer.emails[]",
      "lines",
      "lines[]",
      "lines[].to",
      "notes",
      "notes{}",
    ]);
  });

  it("are personal if a parent is", () => {
    const personal = columnFields(columns).filter((field) => field.personal);
    expect(personal.map(({ path }) => path)).toEqual([
      "buyer",
      "buyer.name",
      "buyer.emails",
      "buyer.emails[]",
      "lines[].to",
      "notes{}",
    ]);
  });

  it("are listed as personal paths without fields inside of others", () => {
    expect(personalPaths(columns)).toEqual(["buyer", "lines[].to", "notes{}"]);
  });
});
