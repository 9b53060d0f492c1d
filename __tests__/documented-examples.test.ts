import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

const root = path.join(__dirname, "..");

/** Declarations that every example may use. */
const PRELUDE = `
import { Aspects } from "cdktf";
import type { App, TerraformStack } from "cdktf";
import * as lake from "../index";
declare const app: App;
declare const stack: TerraformStack;
declare const location: lake.AwsLocation;
declare const role: lake.IGrantee;
declare const bucketKey: lake.IServiceBoundKey;
declare const logKey: lake.IEncryptionKey;
declare const bucket: lake.IEncryptedBucket;
declare const stream: lake.IEventStream;
declare const table: lake.IEventTable;
declare const icebergTable: lake.IIcebergTable;
declare const database: lake.IGlueDatabase;
declare const orders: lake.Dataset;
declare const environment: lake.Environment;
declare const publisherPackage: lake.PublisherPackage;
`;

/** Classes that `index.ts` exports, with their examples. */
function exportedClasses(): { readonly name: string; readonly example: string | undefined }[] {
  const index = readFileSync(path.join(root, "index.ts"), "utf8");
  return [...index.matchAll(/export \{([^}]*)\} from "(\.\/(?:modules|stacks)\/[^"]+)"/g)].flatMap(
    ([, names = "", file = ""]) => {
      const source = readFileSync(path.join(root, `${file}.ts`), "utf8");
      return names
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== "" && new RegExp(`^export class ${name}\\b`, "m").test(source))
        .map((name) => ({ name, example: exampleOf(source, name) }));
    },
  );
}

function exampleOf(source: string, name: string): string | undefined {
  const before = source.slice(0, source.indexOf(`export class ${name}`));
  const doc = before.slice(before.lastIndexOf("/**"));
  const [, example] = /@example\n([^]*?)\*\//.exec(doc) ?? [];
  return example?.replace(/^ \* ?/gm, "");
}

/** Errors of the type checker, by line of the program. */
function problemsOf(program: string): string[] {
  const file = path.join(root, "__tests__", "examples-of-the-library.ts");
  const { config } = ts.readConfigFile(path.join(root, "tsconfig.json"), (name) =>
    ts.sys.readFile(name),
  ) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const readSource = host.getSourceFile.bind(host);
  host.getSourceFile = (name, languageVersion) =>
    name === file
      ? ts.createSourceFile(name, program, languageVersion)
      : readSource(name, languageVersion);
  const compiled = ts.createProgram([file], { ...options, noUnusedLocals: false }, host);
  return ts
    .getPreEmitDiagnostics(compiled, compiled.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

describe("the examples in the library's documentation", () => {
  const classes = exportedClasses();

  it("exist for every exported class", () => {
    expect(classes.length).toBeGreaterThan(30);
    const without = classes.filter(({ example }) => example === undefined).map(({ name }) => name);
    expect(without).toEqual([]);
  });

  it("compile", () => {
    const program = classes.map(({ example = "" }) => `{\n${example}}\n`).join("\n");
    expect(problemsOf(PRELUDE + program)).toEqual([]);
  }, 60_000);

  it("would not compile with an unknown property", () => {
    const wrong = `new lake.EventStream(stack, "s", { ...location, streamName: "s", key: bucketKey, shards: 2 });`;
    expect(problemsOf(PRELUDE + wrong)).toEqual([
      expect.stringContaining("'shards' does not exist"),
    ]);
  }, 60_000);
});
