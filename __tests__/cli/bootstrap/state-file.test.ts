import { hasResource, containsState, parseState } from "../../../cli/bootstrap/state-file";

function stateOf(...ids: readonly string[]): string {
  const resources = ids.map((id) => ({
    type: "aws_s3_bucket",
    name: "state_bucket",
    instances: [{ attributes: { id } }],
  }));
  return JSON.stringify({ version: 4, lineage: ids.join(), serial: ids.length, resources });
}

describe("a Terraform state", () => {
  it.each([
    ["no text", ""],
    ["no resources", stateOf()],
  ])("is undefined for %s", (_, text) => {
    expect(parseState(text, "here")).toBeUndefined();
  });

  it("is searched for an address", () => {
    const state = parseState(stateOf("a"), "here");
    expect(hasResource(state, "aws_s3_bucket.state_bucket")).toBe(true);
    expect(hasResource(state, "aws_kms_key.state_key")).toBe(false);
    expect(hasResource(undefined, "aws_s3_bucket.state_bucket")).toBe(false);
  });

  it("includes another when it contains all of its resources", () => {
    const [one, both] = [stateOf("a"), stateOf("a", "b")].map((text) => parseState(text, "here"));
    if (one === undefined || both === undefined) throw new Error("Both hold resources");
    expect(containsState(both, one)).toBe(true);
    expect(containsState(one, one)).toBe(true);
    expect(containsState(one, both)).toBe(false);
    expect(containsState(undefined, one)).toBe(false);
  });

  it.each(["half of a file", "{}", "null", '{"resources":[{}]}', '{"resources":3}'])(
    "is rejected when it is invalid: %s",
    (text) => {
      expect(() => parseState(text, "/tmp/dev.tfstate")).toThrow(
        "/tmp/dev.tfstate is not a Terraform state.",
      );
    },
  );
});
