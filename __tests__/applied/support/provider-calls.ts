import { readFileSync } from "node:fs";
import path from "node:path";
import { actionOf } from "../../support/authorization/iam-action";

/** Prefixes of IAM actions, by the names that the SDK gives services. */
const prefixes: Readonly<Record<string, string>> = {
  Athena: "athena",
  CloudWatch: "cloudwatch",
  "CloudWatch Logs": "logs",
  EventBridge: "events",
  Firehose: "firehose",
  Glue: "glue",
  IAM: "iam",
  KMS: "kms",
  Kinesis: "kinesis",
  LakeFormation: "lakeformation",
  Lambda: "lambda",
  S3: "s3",
  SNS: "sns",
};

/** AWS lets everybody ask who they are; the provider asks for the user where the emulator hides the account from it. */
const unneeded = ["iam:GetUser"];

/** Writes down what Terraform's AWS provider asks AWS from now on, in this process and its children. */
export class ProviderCalls {
  private readonly file: string;

  constructor(folder: string, name: string) {
    this.file = path.join(folder, `${name}-provider.log`);
  }

  /** Runs something while calls are written down. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    process.env.TF_LOG_PROVIDER = "DEBUG";
    process.env.TF_LOG_PATH = this.file;
    try {
      return await work();
    } finally {
      delete process.env.TF_LOG_PROVIDER;
      delete process.env.TF_LOG_PATH;
    }
  }

  /** IAM actions of the calls, in order of the alphabet. */
  actions(): string[] {
    return [...new Set(Object.values(this.actionsByType()).flat())].sort();
  }

  /** IAM actions of the calls, by the type of the resource for which each was made. */
  actionsByType(): Record<string, string[]> {
    // A body puts an entry on several lines, with fields before and after it.
    const sent = readFileSync(this.file, "utf8")
      .split(/^(?=\d{4}-\d\d-\d\dT)/m)
      // An entry ends at 64 KiB, before its fields: that of CreateFunction, whose body is a zip, names no operation.
      .filter((entry) => entry.includes("HTTP Request Sent") && field(entry, "rpc.service") !== "");
    const byType = new Map<string, Set<string>>();
    for (const entry of sent) {
      const service = field(entry, "rpc.service");
      const action = actionOf({
        service: prefixes[service] ?? service.toLowerCase(),
        operation: field(entry, "rpc.method"),
      });
      if (unneeded.includes(action) || action.startsWith("sts:")) continue;
      const type = field(entry, "tf_resource_type");
      byType.set(type, (byType.get(type) ?? new Set()).add(action));
    }
    return Object.fromEntries(
      [...byType].sort().map(([type, actions]) => [type, [...actions].sort()]),
    );
  }
}

/** Long entries are JSON, the others `name=value`. */
function field(entry: string, name: string): string {
  const [, quoted, plain] =
    new RegExp(`${name.replace(".", "\\.")}"?[=:](?:"([^"]*)"|(\\S+))`).exec(entry) ?? [];
  return quoted ?? plain ?? "";
}
