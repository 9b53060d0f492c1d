import { createRequire } from "node:module";
import path from "node:path";
import { compileFunction } from "node:vm";
import { build } from "esbuild";
import { isSafeNumber, LosslessNumber, parse, stringify } from "lossless-json";
import { messageOf } from "../../local/message-of";
import { UserError } from "../../local/user-error";
import { digest } from "./source-record";
import type { SourceRecord } from "./source-record";

/** What a transform is told beside the event. */
export interface TransformContext {
  /** The record as it was published. */
  readonly text: string;
  /** Why it failed; empty for a record of the raw backup. */
  readonly errorCode: string;
  readonly errorMessage: string;
  /** Approximate arrival in the stream. */
  readonly arrival: Date;
  /** Object that the record lies in, and its position there. */
  readonly place: string;
}

/**
 * The default export of a `--transform` file: returns the event to send, or null to send none; may be async. What is no
 * JSON arrives as its text. A number that JavaScript can't hold exactly arrives as a `LosslessNumber`, and is written
 * back digit for digit.
 */
export type TransformEvent = (event: unknown, context: TransformContext) => unknown;

/** What a transform made of a record: what to send, or nothing. */
export type Transformed = { readonly data: Buffer } | { readonly skipped: true };

const SHAPE = "export default (event, context) => event";

/** A user's module that mends events. */
export class Transform {
  private constructor(
    private readonly mend: TransformEvent,
    /** Changes with the module, and with whatever it imports. */
    readonly fingerprint: string,
  ) {}

  /**
   * Loads a module: TypeScript or JavaScript, with whatever it imports.
   *
   * @throws UserError where it can't be built, fails as it loads, or has no function as its default export
   */
  static async load(file: string): Promise<Transform> {
    const code = await bundle(file);
    const module = { exports: {} as { default?: unknown } };
    try {
      const names = ["module", "exports", "require"];
      // A function of these three, as every CommonJS module is.
      const run = compileFunction(code, names, { filename: file }) as (
        ...given: readonly unknown[]
      ) => void;
      run(module, module.exports, createRequire(path.resolve(file)));
    } catch (error) {
      throw new UserError(
        `The transform ${file} fails as it is loaded: ${messageOf(error)}`,
        `Nothing was sent. Mend it; its default export is the function: ${SHAPE}`,
      );
    }
    const mend = module.exports.default;
    if (typeof mend !== "function") {
      throw new UserError(
        `The transform ${file} exports no function as its default, but ${describe(mend)}.`,
        `Nothing was sent. Give it one: ${SHAPE}`,
      );
    }
    // Whatever it returns is checked.
    return new Transform(mend as TransformEvent, digest(code));
  }

  /** @throws Error of the module's own, or one that says what it returned instead of an event */
  async apply({ data, failure, arrival, place }: SourceRecord): Promise<Transformed> {
    const text = data.toString("utf8");
    const result = await this.mend(parseExactly(text), {
      text,
      errorCode: failure?.code ?? "",
      errorMessage: failure?.message ?? "",
      arrival,
      place,
    });
    if (result === null) return { skipped: true };
    if (typeof result !== "object" || Array.isArray(result)) {
      throw new Error(`it returned ${describe(result)} instead of an object or null`);
    }
    const rendered = stringify(result);
    if (rendered === undefined) throw new Error("it returned what is no JSON");
    return { data: Buffer.from(rendered) };
  }
}

async function bundle(file: string): Promise<string> {
  try {
    const built = await build({
      entryPoints: [path.resolve(file)],
      bundle: true,
      platform: "node",
      format: "cjs",
      target: "node20",
      write: false,
      logLevel: "silent",
    });
    return built.outputFiles[0]?.text ?? "";
  } catch (error) {
    throw new UserError(
      `The transform ${file} can't be built: ${messageOf(error)}`,
      `Nothing was sent. Give a TypeScript or JavaScript module: ${SHAPE}`,
    );
  }
}

function parseExactly(text: string): unknown {
  try {
    return parse(text, undefined, (digits) =>
      isSafeNumber(digits) ? Number(digits) : new LosslessNumber(digits),
    );
  } catch {
    return text;
  }
}

function describe(value: unknown): string {
  if (typeof value === "function") return "a function";
  const shown = value === undefined ? "undefined" : String(JSON.stringify(value));
  return shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
}
