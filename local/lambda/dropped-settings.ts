import type { AwsReply } from "../gateway/aws-request";
import type { FunctionRequest } from "./function-request";

/** Settings of a function, as in AWS's JSON. */
export type Settings = Readonly<Record<string, unknown>>;

/** Settings that moto accepts but never returns; Terraform would plan to set them again each time. */
const DROPPED = ["DeadLetterConfig", "KMSKeyArn", "LoggingConfig"] as const;

/** Stores the settings that moto drops and adds them to its replies. */
export class DroppedSettings {
  /** @param settings by region and function. @default - kept in memory only */
  constructor(private readonly settings = new Map<string, Settings>()) {}

  /** Stores the settings of a successful call. */
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

  /** Adds the stored settings to the configuration in a successful reply. */
  complete(reply: AwsReply, region: string): AwsReply {
    const answer = parseObject(reply.body.toString());
    const inner = answer.Configuration;
    const nested = typeof inner === "object" && inner !== null;
    // GetFunction returns { Configuration }, the others the configuration itself; both are JSON objects.
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

/** Lambda's defaults; only the JSON format has log levels. */
function loggingConfig(functionName: string, configured: unknown): Settings {
  const settings = typeof configured === "object" ? configured : {};
  return { LogFormat: "Text", LogGroup: `/aws/lambda/${functionName}`, ...settings };
}

const keyOf = (region: string, functionName: string): string => `${region}/${functionName}`;

function parseObject(json: string): Settings {
  const value: unknown = JSON.parse(json);
  // Requests and replies of the API are JSON objects.
  return typeof value === "object" && value !== null ? (value as Settings) : {};
}
