import { closingNote } from "../../../cli/demo/demo-command";

describe("the last line of the demo", () => {
  it("names --keep where the embedded AWS is stopped", () => {
    expect(closingNote(120, true)).toMatch(/^Done in 120 s\. .*stopped\.\n.*--keep.*`npx lake up`/);
  });

  it("says how to stop what is still running, with --keep", () => {
    expect(closingNote(120, false)).toMatch(/still running; `npx lake down`/);
  });
});
