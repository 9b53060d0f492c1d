import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { RuntimeError } from "./runtime-errors";

/** A handler; the callback is for handlers that do not return a promise. */
export type Handler = (event: unknown, context: unknown, callback: Callback) => unknown;

/** Ends an invocation of a handler that does not return a promise. */
export type Callback = (error: unknown, result?: unknown) => void;

const EXTENSIONS = ["", ".js", ".mjs", ".cjs"];

/**
 * Loads a handler such as `index.handler` or `src/app.api.handler` from a CommonJS or an ECMAScript module.
 *
 * @throws RuntimeError as Lambda's runtime does, or the error of the module itself
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
export async function loadHandler(taskRoot: string, setting: string): Promise<Handler> {
  if (setting.includes("..")) {
    const message = `'${setting}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`;
    throw new RuntimeError("Runtime.MalformedHandlerName", message);
  }
  const [, moduleName, exportPath] = /^([^.]*)\.(.*)$/.exec(basename(setting)) ?? [];
  if (moduleName === undefined || exportPath === undefined) {
    throw new RuntimeError("Runtime.MalformedHandlerName", `Bad handler: ${setting}`);
  }
  const module = await loadModule(taskRoot, modulePath(setting, moduleName));
  let handler = module;
  for (const name of exportPath.split(".")) {
    // Any value except null and undefined has properties.
    handler = handler == null ? undefined : (handler as Record<string, unknown>)[name];
  }
  if (handler === undefined) {
    throw new RuntimeError("Runtime.HandlerNotFound", `${setting} is undefined or not exported`);
  }
  if (typeof handler !== "function") {
    throw new RuntimeError("Runtime.HandlerNotFound", `${setting} is not a function`);
  }
  // Its parameters and result are defined by Lambda.
  return handler as Handler;
}

/** Lambda has the code in `/var/task`; other absolute paths do not exist for a function. */
function modulePath(setting: string, moduleName: string): string {
  const name = join(dirname(setting), moduleName);
  if (!isAbsolute(name)) return name;
  const inTask = relative("/var/task", name);
  if (!inTask.startsWith("..")) return inTask;
  throw new RuntimeError("Runtime.ImportModuleError", `Error: Cannot find module '${name}'`);
}

async function loadModule(taskRoot: string, name: string): Promise<unknown> {
  const file = EXTENSIONS.map((extension) => resolve(taskRoot, name + extension)).find((path) =>
    existsSync(path),
  );
  const require = createRequire(join(taskRoot, "handler"));
  try {
    if (file !== undefined && isEcmaScript(file, taskRoot)) {
      return (await import(pathToFileURL(file).href)) as unknown;
    }
    return require(file ?? resolve(taskRoot, name)) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new RuntimeError("Runtime.UserCodeSyntaxError", String(error));
    }
    if (error instanceof Error && "code" in error && isNotFound(error.code)) {
      const message = String(error).replace(resolve(taskRoot, name), name);
      throw new RuntimeError("Runtime.ImportModuleError", message);
    }
    throw error;
  }
}

const isNotFound = (code: unknown): boolean =>
  code === "MODULE_NOT_FOUND" || code === "ERR_MODULE_NOT_FOUND";

function isEcmaScript(file: string, taskRoot: string): boolean {
  if (file.endsWith(".mjs")) return true;
  return !file.endsWith(".cjs") && packageType(dirname(file), taskRoot) === "module";
}

/** The `type` of the nearest package.json within the function's own folder. */
function packageType(folder: string, taskRoot: string): unknown {
  const path = join(folder, "package.json");
  if (existsSync(path)) {
    // Only this field is read, whatever its type.
    return (JSON.parse(readFileSync(path, "utf8")) as { type?: unknown }).type;
  }
  return folder === resolve(taskRoot) ? undefined : packageType(dirname(folder), taskRoot);
}
