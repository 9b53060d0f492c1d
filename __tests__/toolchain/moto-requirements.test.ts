import { readFileSync } from "node:fs";
import { MOTO_REQUIREMENTS_FILE } from "../../toolchain/moto/moto-install";
import { MOTO_VERSION, TESTED_MOTOS } from "../../toolchain/versions";

const text = readFileSync(MOTO_REQUIREMENTS_FILE, "utf8");
const requirements = text.replaceAll("\\\n", " ").trim().split("\n");

describe("moto's requirements", () => {
  it.each(requirements)("pin one version with checksums: %.40s", (requirement) => {
    expect(requirement).toMatch(/^[a-z0-9-]+==[\w.]+( ; [^-]+?)?(\s+--hash=sha256:[0-9a-f]{64})+$/);
  });

  it("pin the version that is installed, which is a tested one", () => {
    expect(text).toMatch(new RegExp(`^moto==${MOTO_VERSION.replaceAll(".", "\\.")} `, "m"));
    expect(readFileSync(MOTO_REQUIREMENTS_FILE.replace(/txt$/, "in"), "utf8")).toContain(
      `]==${MOTO_VERSION}\n`,
    );
    expect(TESTED_MOTOS.map(({ version }) => version)).toContain(MOTO_VERSION);
  });

  it("contain what the server imports", () => {
    for (const name of ["flask", "flask-cors", "pyyaml", "pyparsing", "werkzeug", "cryptography"]) {
      expect(requirements.some((line) => line.startsWith(`${name}==`))).toBe(true);
    }
  });
});
