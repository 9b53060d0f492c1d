import { PassThrough } from "node:stream";
import { Output } from "../../../cli/terminal/output";
import { renderTable } from "../../../cli/terminal/layout/render-table";

function capture(isTTY: boolean) {
  const stdout = new PassThrough();
  // The part of a terminal stream that Output looks at.
  const stderr = Object.assign(new PassThrough(), {
    isTTY,
    columns: 80,
  }) as unknown as NodeJS.WriteStream & PassThrough;
  const read = (stream: PassThrough) => (stream.read() as Buffer | null)?.toString("utf8") ?? "";
  return { stdout, stderr, read };
}

describe("output", () => {
  it("writes plain lines with durations without a terminal", async () => {
    const { stdout, stderr, read } = capture(false);
    const output = new Output({ stdout, stderr });
    await output.step("Apply the stack", () => Promise.resolve(1));
    expect(read(stderr)).toMatch(/^✔ Apply the stack \(\d+\.\d s\)\n$/);
    expect(read(stdout)).toBe("");
  });

  it("shows all of a long detail, in lines that fit the terminal and are replaced", async () => {
    const { stdout, stderr, read } = capture(true);
    const output = new Output({ stdout, stderr });
    const detail = "35 of 119 resources, waiting for the lifecycle rules of 4 buckets. ".repeat(3);
    await output.step("Apply the stack", async (report) => {
      report(detail);
      await new Promise((resolve) => setTimeout(resolve, 350));
    });
    const [, ...drawn] = read(stderr).split("\r\x1b[J");
    const whole = drawn.filter((text) => text.replaceAll("\n", " ").includes(detail.trim()));
    expect(whole.length).toBeGreaterThan(1);
    for (const line of whole.join("\n").split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    // The cursor goes back to the first of its lines.
    const lines = whole[0]?.trimEnd().split("\n").length ?? 0;
    expect(whole[0]).toContain(`\x1b[${lines - 1}A`);
  });

  it("marks the step that failed and rethrows its error", async () => {
    const { stdout, stderr, read } = capture(true);
    const output = new Output({ stdout, stderr });
    const failing = output.step("Apply the stack", () => Promise.reject(new Error("refused")));
    await expect(failing).rejects.toThrow("refused");
    expect(read(stderr)).toMatch(/✖ Apply the stack \(\d+\.\d s\)\n$/);
  });

  it("lets no value of an event control the terminal, in a table or a line", () => {
    const { stdout, stderr, read } = capture(true);
    const output = new Output({ stdout, stderr });
    output.result(
      "\u001b]0;title\u0007",
      (value) => renderTable(["value"], [[value]]) + `\n${value}`,
    );
    output.note("removed \u001b[2K");
    expect(read(stdout)).toBe(
      [
        "┌──────────────────────┐",
        "│ value                │",
        "├──────────────────────┤",
        "│ \\u001b]0;title\\u0007 │",
        "└──────────────────────┘",
        "\\u001b]0;title\\u0007",
        "",
      ].join("\n"),
    );
    expect(read(stderr)).toBe("removed \\u001b[2K\n");
  });

  it("keeps standard output for the result, so that --json can be piped", () => {
    const { stdout, stderr, read } = capture(false);
    const output = new Output({ json: true, stdout, stderr });
    output.note("a remark");
    output.result({ published: 3 }, () => "a table");
    expect(JSON.parse(read(stdout))).toEqual({ published: 3 });
    expect(read(stderr)).toBe("a remark\n");
  });
});
