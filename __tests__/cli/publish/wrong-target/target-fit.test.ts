import { targetFit } from "../../../../cli/publish/wrong-target/target-fit";
import { column } from "../../../../model/dataset/column-type";

const orders = {
  name: "orders",
  description: "Orders.",
  columns: {
    id: column.int(),
    total: column.double(),
    customer: column.struct({ Name: column.string() }),
  },
};
describe("the fit of events to a dataset", () => {
  it.each([
    ["all columns, in any letter case", [{ ID: 1, Total: 2, customer: { name: "Ada" } }], 3],
    ["columns that different events have", [{ id: 1 }, { total: null }, { total: 2 }], 2],
    ["no null", [{ id: null, total: undefined }], 0],
    ["no struct without a field of its own", [{ customer: { age: 3 } }, { customer: "Ada" }], 0],
    ["no names of other datasets", [{ page: "/", seconds: 3 }, "text"], 0],
  ])("counts %s", (_, events, filled) => {
    expect(targetFit(events, orders)).toEqual({ filled, columns: 3 });
  });
});
