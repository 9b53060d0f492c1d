import { patchConsole } from "../../../../local/lambda/runtime/console-format";

function patched(logFormat: string, logLevel = "TRACE") {
  const lines: string[] = [];
  const target = Object.create(console) as Console; // has all methods of a console, without the state of the global one
  patchConsole(target, {
    logFormat,
    logLevel,
    requestId: () => "id",
    write: (line) => lines.push(line),
  });
  return { target, lines };
}

describe("the console of a function", () => {
  it("prints time, request and level before a message", () => {
    const { target, lines } = patched("Text");
    target.log("a %s", "b", { c: 1 });
    target.warn("w");
    target.error(new Error("e").message);
    expect(lines.map((line) => line.replace(/^\S+Z\t/, ""))).toEqual([
      "id\tINFO\ta b { c: 1 }",
      "id\tWARN\tw",
      "id\tERROR\te",
    ]);
    expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z\t/);
  });

  it("prints JSON if the function's log is JSON", () => {
    const { target, lines } = patched("JSON");
    target.info({ a: 1 });
    target.error("failed", new TypeError("bad"));
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    target.log(cycle);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { level: "INFO", requestId: "id", message: { a: 1 } },
      { level: "ERROR", errorType: "TypeError", errorMessage: "bad" },
      { message: "<ref *1> { self: [Circular *1] }" },
    ]);
  });

  it("drops messages below the level of a JSON log", () => {
    const { target, lines } = patched("JSON", "WARN");
    target.debug("d");
    target.log("i");
    target.warn("w");
    target.error("e");
    expect(lines.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual([
      "WARN",
      "ERROR",
    ]);
  });
});
