import { readFileSync } from "node:fs";
import { locatePyiceberg, PYICEBERG_REQUIREMENTS_FILE } from "../../../toolchain/iceberg/pyiceberg";
import { PYICEBERG_VERSION } from "../../../toolchain/versions";
import { testFolder } from "../support/test-folder";

const text = readFileSync(PYICEBERG_REQUIREMENTS_FILE, "utf8");

describe("pyiceberg's requirements", () => {
  const folder = testFolder();

  it("pin one version of each package with checksums", () => {
    for (const requirement of text.replaceAll("\\\n", " ").trim().split("\n")) {
      expect(requirement).toMatch(
        /^[a-z0-9-]+==[\w.]+( ; [^-]+?)?(\s+--hash=sha256:[0-9a-f]{64})+$/,
      );
    }
  });

  it("pin the version that is installed, with what it needs", () => {
    expect(text).toMatch(
      new RegExp(`^pyiceberg==${PYICEBERG_VERSION.replaceAll(".", "\\.")} `, "m"),
    );
    expect(readFileSync(PYICEBERG_REQUIREMENTS_FILE.replace(/txt$/, "in"), "utf8")).toContain(
      `]==${PYICEBERG_VERSION}\n`,
    );
    for (const name of ["pyarrow", "boto3"]) expect(text).toMatch(new RegExp(`^${name}==`, "m"));
  });

  it("are looked for without an installation", async () => {
    expect(await locatePyiceberg(folder.path)).toBeUndefined();
  });
});
