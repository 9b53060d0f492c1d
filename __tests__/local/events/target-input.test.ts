import { targetInput } from "../../../local/events/target-input";

const event = {
  source: "aws.glue",
  detail: { state: "Failed", errorMessage: 'no "key"', count: 2 },
};

function input(target: object): string {
  return targetInput({ Id: "t", Arn: "arn", ...target }, event);
}

function transformed(InputTemplate: string, InputPathsMap: Record<string, string>): string {
  return input({ InputTransformer: { InputTemplate, InputPathsMap } });
}

describe("a target's input", () => {
  it("is the event by default", () => {
    expect(JSON.parse(input({}))).toEqual(event);
  });

  it("can be a constant or a part of the event", () => {
    expect(input({ Input: '{"a":1}' })).toBe('{"a":1}');
    expect(input({ InputPath: "$.detail.state" })).toBe('"Failed"');
    expect(JSON.parse(input({ InputPath: "$.detail" }))).toEqual(event.detail);
  });

  it("can be a text with values of the event", () => {
    const paths = { error: "$.detail.errorMessage", count: "$.detail.count", none: "$.detail.x" };
    const text = transformed('"It failed <count> times: <error>.<none> <other>"', paths);
    expect(JSON.parse(text)).toBe('It failed 2 times: no "key". <other>');
  });

  it("can be an object with values of the event", () => {
    const text = transformed('{"why": <error>, "n": <count>}', {
      error: "$.detail.errorMessage",
      count: "$.detail.count",
    });
    expect(JSON.parse(text)).toEqual({ why: 'no "key"', n: 2 });
  });

  it("is rejected for a path that contains anything but field names", () => {
    expect(() => input({ InputPath: "$.detail[0]" })).toThrow(
      "The input path $.detail[0] is not supported by the embedded EventBridge",
    );
  });
});
