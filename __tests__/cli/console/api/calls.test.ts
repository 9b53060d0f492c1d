import { answerCall } from "../../../../cli/console/api/calls";
import type { Lake } from "../../../../cli/target/connected-lake";
import { requireEnvironment } from "../../../../cli/target/require-environment";
import { UserError } from "../../../../errors/user-error";

/** A lake that nobody may reach: whatever passes the checks of a call ends there. */
function unreachable(readOnly: boolean): Lake {
  return {
    environment: requireEnvironment("dev"),
    readOnly,
    targets: () => Promise.reject(new UserError("reached", "")),
  };
}

const call = (name: string, input: Readonly<Record<string, unknown>>, readOnly = true) =>
  answerCall(unreachable(readOnly), name, input, new AbortController().signal);

const EVENTS = { dataset: "sample_events", name: "a.json", content: "e30=", jq: "", force: false };
const FAILED = { dataset: "sample_events", since: "1h", match: "" };

describe("a call of the page", () => {
  it.each(["", "unknown", "toString", "__proto__", "constructor"])("can't be %p", async (name) => {
    await expect(call(name, {})).rejects.toMatchObject({ status: 404 });
  });

  it.each([
    ["a statement", "startQuery", { sql: "DROP TABLE t", plan: false }],
    ["a replay", "replay", { ...FAILED, dryRun: false }],
    ["a publish", "publish", { ...EVENTS, dryRun: false }],
  ])("does not change a lake that is only read by %s", async (_, name, input) => {
    await expect(call(name, input)).rejects.toMatchObject({ name: "RequestError", status: 403 });
    await expect(call(name, input, false)).rejects.toThrow("reached");
  });

  it.each([
    ["a SELECT", "startQuery", { sql: "SELECT 1", plan: false }],
    ["a dry run of a replay", "replay", { ...FAILED, dryRun: true }],
    ["a dry run of a publish", "publish", { ...EVENTS, dryRun: true }],
    ["the pipeline", "pipeline", { dataset: "sample_events" }],
  ])("reads a lake that is only read: %s", async (_, name, input) => {
    await expect(call(name, input)).rejects.toThrow("reached");
  });

  it.each([
    ["replay", FAILED],
    ["publish", EVENTS],
  ])("says whether it is a dry run: %s", async (name, input) => {
    await expect(call(name, input)).rejects.toMatchObject({ status: 400 });
  });
});
