import { compileContract } from "../../../model/contract/compile-contract";
import type { SampleEvent } from "../../fixtures/datasets/sample-events";
import { sampleEvents } from "../../fixtures/datasets/sample-events";

const valid: readonly SampleEvent[] = [
  {},
  { event: null },
  { event: { staffId: 4, status: null } },
  { metadata: { sourceTimestamp: "2026-11-25T21:00:00Z" } },
  { metadata: { sourceTimestamp: 1_764_104_400_000 } },
];

const invalid: readonly SampleEvent[] = [
  // @ts-expect-error A number is not text.
  { event: { staffId: "4" } },
  // @ts-expect-error The field does not exist.
  { event: { nickname: "Ada" } },
  // @ts-expect-error Names are case-sensitive.
  { Event: {} },
  // @ts-expect-error A struct is not text.
  { metadata: "WebApp" },
];

// The compiler checks the types; this test checks that the contract agrees with it.
describe("the event type of a dataset", () => {
  it("accepts what the contract accepts", () => {
    expect(valid.flatMap(compileContract(sampleEvents))).toEqual([]);
  });

  it("rejects what the contract rejects", () => {
    const check = compileContract(sampleEvents);
    expect(invalid.map((event) => check(event).length)).toEqual([1, 1, 1, 1]);
  });
});
