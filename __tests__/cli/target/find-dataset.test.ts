import { findDataset } from "../../../cli/target/find-dataset";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import { UserError } from "../../../errors/user-error";

const orders = { ...sampleEvents, name: "orders" };

describe("the dataset of a command", () => {
  it("is the first of the lake by default", () => {
    expect(findDataset(undefined, [orders, sampleEvents])).toBe(orders);
    expect(findDataset()).toBe(sampleEvents);
  });

  it("is the named one", () => {
    expect(findDataset("orders", [sampleEvents, orders])).toBe(orders);
  });

  it.each([
    ["order", [sampleEvents, orders], "sample_events, orders, or add it"],
    [undefined, [], "Add one: npx lake dataset add"],
  ])("is rejected if there is no %s, with the existing ones", (name, known, advice) => {
    const find = () => findDataset(name, known);
    expect(find).toThrow(UserError);
    expect(adviceOf(find)).toContain(advice);
  });
});

function adviceOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error.advice;
  }
  throw new Error("It was not rejected");
}
