import { createHash } from "node:crypto";
import { strToU8, zipSync } from "fflate";
import { MOTO_SERVER_MODULES, MOTO_VERSION } from "../../../toolchain/versions";

/** A file of an index. */
export interface IndexFile {
  readonly name: string;
  readonly body: Uint8Array;
}

/** A wheel that claims to be moto with its server, and requires one more package. */
export function motoWheel(others: Readonly<Record<string, string>> = {}): IndexFile {
  const info = `moto-${MOTO_VERSION}.dist-info`;
  const files: Record<string, string> = {
    "moto/__init__.py": "",
    ...Object.fromEntries(MOTO_SERVER_MODULES.map((name) => [`${name}/__init__.py`, ""])),
    [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: moto\nVersion: ${MOTO_VERSION}\nRequires-Dist: not-in-the-list\n`,
    [`${info}/WHEEL`]:
      "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    ...others,
  };
  const record = [...Object.keys(files), `${info}/RECORD`].map((file) => `${file},,\n`).join("");
  const content = Object.entries({ ...files, [`${info}/RECORD`]: record });
  return {
    name: `moto-${MOTO_VERSION}-py3-none-any.whl`,
    body: zipSync(Object.fromEntries(content.map(([name, text]) => [name, strToU8(text)]))),
  };
}

/** A line of pip requirements that accepts only this file. */
export function requirementOf({ body }: IndexFile): string {
  return `moto==${MOTO_VERSION} --hash=sha256:${sha256(body)}\n`;
}

/** SHA-256 in hexadecimal digits. */
export function sha256(body: Uint8Array): string {
  return createHash("sha256").update(body).digest("hex");
}
