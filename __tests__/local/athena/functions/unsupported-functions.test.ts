import { AGGREGATES } from "../../../../local/athena/functions/aggregates/aggregates";
import { SCALARS } from "../../../../local/athena/functions/translate-call";
import { UNSUPPORTED_FUNCTIONS } from "../../../../local/athena/functions/unsupported-functions";
import { WINDOW_FUNCTIONS } from "../../../../local/athena/functions/window-functions";
import { functions } from "../trino-cases/functions.json";
import { TestEngine } from "../../../support/athena/test-engine";

const ANSWERED = new Set(
  [AGGREGATES, SCALARS, WINDOW_FUNCTIONS].flatMap((rules) => Object.keys(rules)),
);

describe("functions", () => {
  const engine = new TestEngine();

  afterAll(() => engine.close());

  it("of Trino are answered or refused, and none is both", () => {
    const unknown = functions.filter(
      (name) => !ANSWERED.has(name) && !UNSUPPORTED_FUNCTIONS.has(name),
    );
    expect(unknown).toEqual([]);
    expect([...UNSUPPORTED_FUNCTIONS].filter((name) => ANSWERED.has(name))).toEqual([]);
  });

  it("that are refused are named, with the engine that answers", async () => {
    const messages: string[] = [];
    for (const name of UNSUPPORTED_FUNCTIONS)
      messages.push(await engine.errorOf(`SELECT ${name}(1)`));
    const names = [...UNSUPPORTED_FUNCTIONS];
    const wrong = messages.filter(
      (message, index) =>
        !message.startsWith("NOT_SUPPORTED: ") ||
        !message.toLowerCase().includes(names[index] ?? "?") ||
        !message.includes("--sql-engine trino"),
    );
    expect(wrong).toEqual([]);
  });
});
