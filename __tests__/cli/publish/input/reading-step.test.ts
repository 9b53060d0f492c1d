import { PassThrough } from "node:stream";
import { readingStep } from "../../../../cli/publish/input/reading-step";
import { Output } from "../../../../cli/terminal/output";
import { until } from "../../../support/until";

describe("a file that is being read", () => {
  function terminal() {
    // The parts of a terminal stream that an output uses.
    const stderr = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
    let shown = "";
    stderr.on("data", (chunk: Buffer) => (shown += chunk.toString()));
    return { output: new Output({ stderr: stderr as never }), shown: () => shown };
  }

  it.each([
    [".features[]", "Read quakes.json, and select events by .features[] ("],
    [undefined, "Read quakes.json ("],
  ])("is shown while it is, and with what selects its events: %s", async (jq, text) => {
    const { output, shown } = terminal();
    const read = readingStep(output, "quakes.json", jq, async () => {
      await until("the step", () => shown().includes(text));
      return 7;
    });
    expect(await read).toBe(7);
  });

  it("is not shown where somebody may be typing it", async () => {
    const { output, shown } = terminal();
    expect(await readingStep(output, "-", ".a", () => Promise.resolve(7))).toBe(7);
    expect(shown()).toBe("");
  });
});
