import { chooseDemos } from "../../../cli/demo/choose-demos";

function chosen(...names: readonly string[]) {
  const { demos, missing } = chooseDemos(names.map((name) => ({ name })));
  return { demos: demos.map(({ dataset }) => dataset), missing };
}

describe("the demo", () => {
  it.each([
    [["sample_events", "earthquakes", "orders"], ["sample_events", "earthquakes"], []],
    [["orders", "earthquakes"], ["earthquakes"], ["sample_events"]],
    [["sample_events"], ["sample_events"], ["earthquakes"]],
  ])("of a lake with %j is of %j", (names, demos, missing) => {
    expect(chosen(...names)).toEqual({ demos, missing });
  });

  it("is refused where the lake has none of its datasets, with what to do instead", () => {
    expect(() => chosen("orders")).toThrow(
      "The demo publishes events of sample_events and earthquakes, and config/datasets has neither.",
    );
  });
});
