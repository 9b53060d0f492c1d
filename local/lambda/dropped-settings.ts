import type { AwsReply } from "../gateway/aws-request";
import type { FunctionRequest } from "./function-request";

type Settings = Readonly<Record<string, unknown>>;

/** What the control plane takes without complaint and never returns; Terraform would want to set it again for ever. */
const DROPPED = ["DeadLetterConfig", "KMSKeyArn", "LoggingConfig"] as const;

/** Keeps the settings that the control plane forgets and puts them into its answers. */
export class DroppedSettings {
  private readonly settings = new Map<string, Settings>();

  /** Takes note of a successful call. */
  remember({ operation, functionName }: FunctionRequest, region: string, input: Settings): void {
    switch (operation) {
      case "CreateFunction":
        this.settings.set(keyOf(region, String(input.FunctionName)), droppedOf(input));
        break;
      case "UpdateFunctionConfiguration": {
        const key = keyOf(region, functionName);
        this.settings.set(key, { ...this.settings.get(key), ...droppedOf(input) });
        break;
      }
      case "DeleteFunction":
        this.settings.delete(keyOf(region, functionName));
        break;
      case "GetFunction":
      case "GetFunctionConfiguration":
      case "UpdateFunctionCode":
      case "Invoke":
        break;
    }
  }

  /** Completes the configuration in a successful answer. */
  complete(reply: AwsReply, region: string): AwsReply {
    const answer = parseObject(reply.body.toString());
    const inner = answer.Configuration;
    const nested = typeof inner === "object" && inner !== null;
    // GetFunction answers { Configuration }, the others the configuration itself; both are JSON objects.
    const configuration = (nested ? inner : answer) as Settings;
    const name = String(configuration.FunctionName);
    const kept = this.settings.get(keyOf(region, name)) ?? {};
    const completed = {
      ...configuration,
      ...kept,
      LoggingConfig: loggingConfig(name, kept.LoggingConfig),
    };
    const body = nested ? { ...answer, Configuration: completed } : completed;
    return { ...reply, body: JSON.stringify(body) };
  }
}

function droppedOf(input: Settings): Settings {
  return Object.fromEntries(
    DROPPED.flatMap((field) => (input[field] === undefined ? [] : [[field, input[field]]])),
  );
}

/** Lambda's defaults; log levels exist in the JSON format only. */
function loggingConfig(functionName: string, configured: unknown): Settings {
  const settings = typeof configured === "object" ? configured : {};
  return { LogFormat: "Text", LogGroup: `/aws/lambda/${functionName}`, ...settings };
}

const keyOf = (region: string, functionName: string): string => `${region}/${functionName}`;

function parseObject(json: string): Settings {
  const value: unknown = JSON.parse(json);
  // Both the API's requests and its answers are JSON objects.
  return typeof value === "object" && value !== null ? (value as Settings) : {};
}
