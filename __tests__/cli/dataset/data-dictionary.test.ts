import { renderDataDictionary } from "../../../cli/dataset/data-dictionary";
import { column } from "../../../model/dataset/column-type";

it("the data dictionary shows the key of a column that is read from another one", () => {
  const dataset = {
    name: "flights",
    description: "Flights.",
    columns: {
      airport_name: column.string({ from: "Airport `Name`" }),
      app: column.struct({ id: column.int() }),
    },
  };
  const rows = renderDataDictionary([dataset], () => "schema.json").split("\n");
  expect(rows.find((row) => row.startsWith("| `airport_name`"))).toContain(
    "JSON key `` Airport `Name` ``",
  );
  expect(rows.filter((row) => row.startsWith("| ") && row.includes("JSON key"))).toHaveLength(1);
});
