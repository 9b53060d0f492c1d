import { rejectWrongTarget, targetFit } from "../../../../cli/publish/wrong-target/target-fit";
import { UserError } from "../../../../errors/user-error";
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
const visits = {
  name: "visits",
  description: "Visits.",
  columns: { page: column.string(), seconds: column.int() },
};

/** The error for these events, published to orders; undefined if they may be. */
function rejection(events: readonly unknown[]): UserError | undefined {
  const numbered = new Map(events.map((event, index) => [index + 1, event]));
  try {
    rejectWrongTarget(numbered, orders, [orders, visits], (change) => JSON.stringify(change));
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

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

describe("events for another dataset", () => {
  it("are rejected, with the dataset that fits and how to send them anyway", () => {
    const error = rejection([{ page: "/", seconds: 3 }]);
    expect(error?.message).toBe(
      "The events give a value to 0 of the 3 columns of orders (id, total, customer); the others would be null. Nothing was sent.",
    );
    expect(error?.advice).toBe(
      'Dataset visits gets 2 of its 2 columns: {"dataset":"visits"}\nTo send them anyway: {"force":true}',
    );
  });

  it("are rejected without a dataset that fits, for example a document around the events", () => {
    expect(rejection([{ features: [{ id: 1, total: 2 }] }])?.advice).toMatch(
      /^No dataset fits better\. .*--jq.*\nTo send them anyway: \{"force":true\}$/,
    );
  });

  it("are published if they fill half of the columns", () => {
    expect(rejection([{ id: 1 }, { total: 2 }])).toBeUndefined();
    expect(rejection([{ id: 1 }])).toBeDefined();
  });
});
