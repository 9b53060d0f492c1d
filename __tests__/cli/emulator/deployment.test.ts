import { replacementOptions } from "../../../cli/emulator/deployment";

describe("the replacement of an embedded AWS whose first deployment was killed half-way", () => {
  const before = { endpointUrl: "http://127.0.0.1:4999", enforceIam: true };

  it("is where it was, and as strict, when a command leaves its options out", () => {
    // As commander gives what nobody typed: `lake up` a false, `lake demo` an undefined.
    const kept = { port: 4999, enforceIam: true };
    expect(replacementOptions(before, { port: undefined, enforceIam: false })).toEqual(kept);
    expect(replacementOptions(before, {})).toEqual(kept);
  });

  it("has what is asked for", () => {
    const lax = { ...before, enforceIam: false };
    expect(replacementOptions(lax, { port: 5000, enforceIam: true })).toEqual({
      port: 5000,
      enforceIam: true,
    });
    expect(replacementOptions(lax, {})).toEqual({ port: 4999, enforceIam: false });
  });
});
