import { explainError } from "../../../cli/terminal/explain-error";
import { UserError } from "../../../errors/user-error";

describe("the message of an error", () => {
  it("has the problem and what to do, without a stack trace", () => {
    expect(explainError(new UserError("Port 4566 is in use.", "Choose another."))).toBe(
      "error: Port 4566 is in use.\nChoose another.",
    );
  });

  it("is one line whatever it quotes, unless it consists of several", () => {
    const advice = "Choose one of dev\u001b[2J.";
    expect(explainError(new UserError('There is no environment "de\nv".', advice))).toBe(
      'error: There is no environment "de\\nv".\nChoose one of dev\\u001b[2J.',
    );
    expect(explainError(new UserError(["terraform plan failed:", "  a\rb"], "See above."))).toBe(
      "error: terraform plan failed:\n  a\\rb\nSee above.",
    );
    expect(explainError(new Error("from\nAWS\u001b[2J"))).toMatch(/^error: from\nAWS\\u001b\[2J\n/);
    expect(explainError("a thrown \u0007")).toBe("error: a thrown \\u0007");
  });

  it.each([
    ["EntityNotFoundException", /npx lake up/],
    ["CredentialsProviderError", /aws sso login/],
    ["AccessDeniedException", /ask for it/],
  ])("explains AWS's %s", (name, advice) => {
    const error = Object.assign(new Error("Crawler x not found"), { name });
    expect(explainError(error)).toMatch(/^error: Crawler x not found\n/);
    expect(explainError(error)).toMatch(advice);
  });

  it("explains a missing workgroup, which Athena reports as an invalid request", () => {
    const error = Object.assign(new Error("WorkGroup lake is not found."), {
      name: "InvalidRequestException",
    });
    expect(explainError(error)).toMatch(/npx lake up/);
  });

  it("explains invalid SQL", () => {
    const error = Object.assign(new Error("line 1:1: mismatched input 'SELEC'."), {
      name: "InvalidRequestException",
    });
    expect(explainError(error)).toBe(
      "error: line 1:1: mismatched input 'SELEC'.\nAthena rejected the request, so nothing ran: correct it, and run it again.",
    );
  });

  it("explains an endpoint that refuses connections, whose message is empty", () => {
    const error = Object.assign(new AggregateError([]), { code: "ECONNREFUSED" });
    expect(explainError(error)).toMatch(/^error: ECONNREFUSED\n.*npx lake up/);
  });
});
