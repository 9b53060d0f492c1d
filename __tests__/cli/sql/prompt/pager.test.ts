import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { exceeds, pagerCommand } from "../../../../cli/sql/prompt/pager";

describe("the pager of the prompt", () => {
  it("shows what is longer than the screen, and tables that are wider", () => {
    const screen = { columns: 10, rows: 5 };
    expect(exceeds("1\n2\n3\n4", screen)).toBe(false);
    expect(exceeds("1\n2\n3\n4\n5", screen)).toBe(true);
    expect(exceeds("a line that is wrapped", screen)).toBe(false);
    expect(exceeds("a line that is wrapped into too many of them", screen)).toBe(true);
    expect(exceeds(`┌${"─".repeat(9)}┐`, screen)).toBe(true);
    expect(exceeds(`┌${"─".repeat(8)}┐`, screen)).toBe(false);
    expect(exceeds(`┌${"─".repeat(8)}┐`, { columns: 0, rows: 0 })).toBe(false);
  });

  it("is PAGER, or less where the machine has it, which cuts no lines but those of tables", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "pager-"));
    expect(pagerCommand("a", { PATH: folder })).toBeUndefined();
    writeFileSync(path.join(folder, "less"), "", { mode: 0o755 });
    expect(pagerCommand("a", { PATH: folder })).toBe("less -RX");
    expect(pagerCommand("┌─┐", { PATH: folder })).toBe("less -SRX");
    expect(pagerCommand("a", { PATH: folder, PAGER: "more -d" })).toBe("more -d");
    expect(pagerCommand("a", { PATH: folder, PAGER: " " })).toBeUndefined();
    rmSync(folder, { recursive: true });
  });
});
