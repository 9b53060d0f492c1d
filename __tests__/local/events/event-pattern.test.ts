import { matchesPattern } from "../../../local/events/event-pattern";

const event = {
  source: "aws.glue",
  "detail-type": "Glue Crawler State Change",
  resources: ["a", "b"],
  detail: { crawlerName: "events", state: "Failed" },
};

describe("an event pattern", () => {
  it.each([
    [{}],
    [{ source: ["aws.glue"] }],
    [{ source: ["aws.s3", "aws.glue"], detail: { state: ["Failed"] } }],
    [{ resources: ["b", "c"] }],
    [{ source: [{ prefix: "aws." }] }],
    [{ detail: { crawlerName: [{ suffix: "ents" }] } }],
    [{ detail: { state: [{ "anything-but": ["Started", "Succeeded"] }] } }],
    [{ detail: { state: [{ "anything-but": "Started" }] } }],
    [{ detail: { state: [{ exists: true }], tables: [{ exists: false }] } }],
  ])("matches by %j", (pattern) => {
    expect(matchesPattern(pattern, event)).toBe(true);
  });

  it.each([
    [{ source: ["aws.s3"] }],
    [{ source: ["aws"] }],
    [{ source: [] }],
    [{ detail: { state: ["failed"] } }],
    [{ detail: { state: ["Failed"], crawlerName: ["orders"] } }],
    [{ detail: { tables: ["x"] } }],
    [{ source: { of: ["aws.glue"] } }],
    [{ detail: { state: [{ "anything-but": ["Failed"] }] } }],
    [{ detail: { tables: [{ "anything-but": ["x"] }] } }],
    [{ detail: { state: [{ exists: false }] } }],
    [{ source: [{ prefix: "com." }] }],
  ])("does not match by %j", (pattern) => {
    expect(matchesPattern(pattern, event)).toBe(false);
  });

  it("is rejected with an unsupported condition", () => {
    expect(() => matchesPattern({ source: [{ wildcard: "aws.*" }] }, event)).toThrow(
      'The condition {"wildcard":"aws.*"} of an event pattern is not supported',
    );
  });
});
