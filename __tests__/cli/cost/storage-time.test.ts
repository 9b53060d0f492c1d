import { averageDaysStored } from "../../../cli/cost/storage-time";
import { DAYS_PER_MONTH } from "../../../cli/cost/usage";

describe("average days of objects in a storage class", () => {
  it.each([
    ["half a month in the first, since it fills evenly", { from: 0 }, 1, DAYS_PER_MONTH / 2],
    ["one and a half in the second", { from: 0 }, 2, DAYS_PER_MONTH * 1.5],
    ["all days that are kept, once they are", { from: 0, to: 7 }, 12, 7],
    ["nothing before objects are old enough", { from: 90 }, 2, 0],
    ["what is left after the younger ones", { from: 90 }, 12, DAYS_PER_MONTH * 11.5 - 90],
  ])("is %s", (_, span, month, days) => {
    expect(averageDaysStored(span, month)).toBeCloseTo(days, 9);
  });
});
