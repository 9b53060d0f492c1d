import { replacementOptions } from "../../../cli/emulator/existing-emulator";

describe("the replacement of an embedded AWS whose first deployment was killed", () => {
  const before = { endpointUrl: "http://127.0.0.1:4999", enforceIam: true };

  it("keeps port and enforcement if the command has no options", () => {
    // As commander gives what nobody typed: `lake up` a false, `lake demo` an undefined.
    const kept = { port: 4999, enforceIam: true, sqlEngine: "duckdb" };
    expect(replacementOptions(before, { port: undefined, enforceIam: false })).toEqual(kept);
    expect(replacementOptions(before, {})).toEqual(kept);
  });

  it("has the requested options", () => {
    const lax = { ...before, enforceIam: false, sqlEngine: "trino" } as const;
    expect(replacementOptions(lax, { port: 5000, enforceIam: true, sqlEngine: "duckdb" })).toEqual({
      port: 5000,
      enforceIam: true,
      sqlEngine: "duckdb",
    });
    expect(replacementOptions(lax, {})).toEqual({
      port: 4999,
      enforceIam: false,
      sqlEngine: "trino",
    });
  });
});
