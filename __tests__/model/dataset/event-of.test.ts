import { compileContract } from "../../../model/contract/compile-contract";
import type { SampleEvent } from "../../../config/datasets/sample-events";
import { sampleEvents } from "../../../config/datasets/sample-events";

const allowed: readonly SampleEvent[] = [
  {},
  { event: null },
  { event: { staffId: 4, status: null } },
  { metadata: { sourceTimestamp: "2026-11-25T21:00:00Z" } },
  { metadata: { sourceTimestamp: 1_764_104_400_000 } },
];

const refused: readonly SampleEvent[] = [
  // @ts-expect-error A whole number is no text.
  { event: { staffId: "4" } },
  // @ts-expect-error There is no such field.
  { event: { nickname: "Ada" } },
  // @ts-expect-error Names are as in the dataset.
  { Event: {} },
  // @ts-expect-error A struct is no text.
  { metadata: "WebApp" },
];

// The compiler checks the types; whether it and the contract agree is checked here.
describe("the event type of a dataset", () => {
  it("allows what the contract allows", () => {
    expect(allowed.flatMap(compileContract(sampleEvents))).toEqual([]);
  });

  it("refuses what the contract refuses", () => {
    const check = compileContract(sampleEvents);
    expect(refused.map((event) => check(event).length)).toEqual([1, 1, 1, 1]);
  });
});
