import { readFileSync } from "node:fs";
import path from "node:path";
import { projectFolder as committed } from "../../local/home/lake-home";
import { UserError } from "../../errors/user-error";

/**
 * Explains an error that keeps a source of the project from being imported: in `config/` also a call that failed.
 *
 * @param projectFolder @default - this project
 * @returns undefined for an error of something else
 */
export function explainBrokenSource(
  error: unknown,
  projectFolder = committed,
): UserError | undefined {
  const inConfig = explainBrokenModule(error, path.join(projectFolder, "config"));
  if (inConfig !== undefined || !isUnexplained(error)) return inConfig;
  const prefix = `${projectFolder}${path.sep}`;
  const found = syntaxError(error, prefix) ?? missingImport(error, prefix);
  return found && explained(found, projectFolder);
}

/**
 * Explains an error in a file of a folder that keeps it from being imported: a syntax error, an import of something that
 * does not exist, or a call that failed.
 *
 * @returns undefined for an error of something else
 */
export function explainBrokenModule(error: unknown, folder: string): UserError | undefined {
  if (!isUnexplained(error)) return undefined;
  const prefix = `${folder}${path.sep}`;
  const found =
    syntaxError(error, prefix) ?? missingImport(error, prefix) ?? failedCall(error, prefix);
  return found && explained(found, path.dirname(folder));
}

function isUnexplained(error: unknown): error is Error {
  return error instanceof Error && !(error instanceof UserError);
}

function explained({ place, problem, fix }: Problem, root: string): UserError {
  const relative = path.relative(root, place).replaceAll(path.sep, "/");
  return new UserError(
    `${relative}: ${problem}`,
    fix ??
      `Nothing ran, since this file can't be imported: correct it. \`npm run typecheck\` lists all such errors.`,
  );
}

interface Problem {
  /** Path of the file, and where in it. */
  readonly place: string;
  readonly problem: string;
  /** @default - to correct the file */
  readonly fix?: string;
}

/** esbuild reports the place in a line of its message. */
function syntaxError({ message }: Error, folder: string): Problem | undefined {
  const [, place = "", problem = ""] = /^(.+:\d+:\d+): ERROR: (.+)$/m.exec(message) ?? [];
  return place.startsWith(folder) ? { place, problem } : undefined;
}

/** Node.js reports the importing file, but not where in it. */
function missingImport(error: Error, folder: string): Problem | undefined {
  const [, module = "", importer = ""] =
    /^Cannot find module '(.+)'\s*Require stack:\s*- (.+)$/m.exec(error.message) ??
    /^Cannot find (?:module|package) '(.+)' imported from (.+)$/m.exec(error.message) ??
    [];
  if (!importer.startsWith(folder)) return undefined;
  const lines = readFileSync(importer, "utf8").split("\n");
  const line = lines.findIndex((text) => text.includes(module)) + 1;
  return {
    place: line > 0 ? `${importer}:${line}` : importer,
    problem: `Cannot find ${module}, which it imports`,
    ...fixOfImport(module, importer),
  };
}

function fixOfImport(module: string, importer: string): Pick<Problem, "fix"> {
  if (isDatasetIndex(importer)) return { fix: missingDataset(path.basename(module, ".ts")) };
  const isPackage = !/^[./]/.test(module) && !path.isAbsolute(module);
  return isPackage ? { fix: "Nothing ran. Install the packages of this project: npm ci" } : {};
}

function isDatasetIndex(file: string): boolean {
  return file.endsWith(path.join("config", "datasets", "index.ts"));
}

/** The ways out where the file of a dataset was deleted by hand. */
function missingDataset(base: string): string {
  const file = `config/datasets/${base}.ts`;
  return `Nothing ran. If ${file} was deleted: bring it back with \`git restore ${file}\`, then \`npx lake dataset remove ${base.replaceAll("-", "_")}\` takes it out of the lake; or delete its import and its name from config/datasets/index.ts.`;
}

/** The newest call in the folder on the stack. */
function failedCall({ message, stack = "" }: Error, folder: string): Problem | undefined {
  const frames = stack.matchAll(/^ {4}at (?:.* \()?(?:file:\/\/)?([^()]+:\d+:\d+)\)?$/gm);
  const place = [...frames].map(([, at = ""]) => at).find((at) => at.startsWith(folder));
  // The names that esbuild gives to imports.
  const problem = message.replaceAll(/\bimport_\w+\./g, "");
  return place === undefined ? undefined : { place, problem };
}
