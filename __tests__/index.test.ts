import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

const project = path.resolve(__dirname, "..");

/** Names in the export lists of the entry point, including types, which don't exist at run time. */
const offered = new Set(
  [...read("index.ts").matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, list = ""]) =>
    list.split(",").map((name) => name.trim().replace(/^type /, "")),
  ),
);

function read(file: string): string {
  return readFileSync(path.join(project, file), "utf8");
}

function sourcesOf(folder: string): string[] {
  return readdirSync(path.join(project, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => path.join(folder, file));
}

function declared(files: readonly string[], declaration: RegExp): string[] {
  return files.flatMap((file) =>
    [...read(file).matchAll(declaration)].map(([, name = ""]) => name),
  );
}

describe("the entry point of the library", () => {
  it("exports every construct of modules/ and stacks/, with its props", () => {
    const constructs = [...sourcesOf("modules"), ...sourcesOf("stacks")].filter((file) =>
      /^export class/m.test(read(file)),
    );
    const names = declared(constructs, /^export (?:class|interface) (\w+)/gm);
    expect(names).toEqual(expect.arrayContaining(["DeliveryStream", "DeliveryStreamProps"]));
    expect(names.filter((name) => !offered.has(name))).toEqual([]);
  });

  it("exports the types of all settings of an environment", () => {
    const settings = sourcesOf("model/environment/settings");
    const names = declared(settings, /^export (?:interface|type) (\w+)/gm);
    expect(names).toEqual(
      expect.arrayContaining(["StreamSettings", "LakeLifecycle", "ServiceTrust"]),
    );
    expect(names.filter((name) => !offered.has(name))).toEqual([]);
  });
});
