import { existsSync, readFileSync } from "node:fs";
import type { RecordedCall } from "../../../local/gateway/call-recorder";
import { RECORD_CALLS_VARIABLE } from "../../../local/lifecycle/emulator-options";
import { checkInput } from "../../../local/api-models/check-input";
import type { Finding } from "../../../local/api-models/check-input";
import { decodeCall } from "./decode-call";
import type { DecodedCall } from "./decode-call";
import { modelExceptions } from "./model-exceptions";
import type { ModelException } from "./model-exceptions";
import type { PublishedModels } from "../../../local/api-models/published-models";

/** The calls that an embedded AWS received, decoded with AWS's models. */
export class RecordedCalls {
  readonly calls: readonly DecodedCall[];
  /** Violations of the models without an entry in {@link modelExceptions}, one line each. */
  readonly violations: readonly string[];
  /** The exceptions that these calls needed. */
  readonly used: ReadonlySet<ModelException>;

  private constructor(
    private readonly models: PublishedModels,
    recorded: readonly RecordedCall[],
  ) {
    const calls: DecodedCall[] = [];
    const violations = new Set<string>();
    const used = new Set<ModelException>();
    for (const call of recorded) {
      const decoded = this.decode(call);
      if (typeof decoded === "string") {
        violations.add(decoded);
        continue;
      }
      calls.push(decoded);
      for (const finding of checkInput(models.of(decoded.service), decoded)) {
        const exception = modelExceptions.find((each) => covers(each, finding));
        if (exception === undefined) violations.add(describe(finding));
        else used.add(exception);
      }
    }
    this.calls = calls;
    this.violations = [...violations];
    this.used = used;
  }

  /** @param files the recordings; ones that don't exist are ignored */
  static read(models: PublishedModels, ...files: readonly string[]): RecordedCalls {
    const lines = files
      .filter((file) => existsSync(file))
      .flatMap((file) => readFileSync(file, "utf8").split("\n"))
      .filter((line) => line !== "");
    // Only the recorder writes these lines.
    return new RecordedCalls(
      models,
      lines.map((line) => JSON.parse(line) as RecordedCall),
    );
  }

  /** Names of the operations that were called, as `service:Operation`, in alphabetical order. */
  get operations(): readonly string[] {
    return [
      ...new Set(this.calls.map(({ service, operation }) => `${service}:${operation}`)),
    ].sort();
  }

  private decode(call: RecordedCall): DecodedCall | string {
    const { service, operation, method, url } = call;
    try {
      return decodeCall(this.models.of(service), call);
    } catch (error) {
      return `${service} ${operation === "" ? `${method} ${url}` : operation} can't be read: ${String(error)}`;
    }
  }
}

/** Makes every `lake up` that runs during the work record its calls in a file. */
export async function recordingCalls<Result>(
  file: string,
  work: () => Promise<Result>,
): Promise<Result> {
  process.env[RECORD_CALLS_VARIABLE] = file;
  try {
    return await work();
  } finally {
    delete process.env[RECORD_CALLS_VARIABLE];
  }
}

function covers(exception: ModelException, { service, operation, path, rule }: Finding): boolean {
  return (
    exception.service === service &&
    exception.operation === operation &&
    exception.path === path &&
    exception.rule === rule
  );
}

function describe({ service, operation, path, rule, message }: Finding): string {
  return `${service}:${operation} ${path} violates the rule "${rule}": ${message}`;
}
