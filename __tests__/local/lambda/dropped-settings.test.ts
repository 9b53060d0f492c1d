import type { AwsReply } from "../../../local/gateway/aws-request";
import { DroppedSettings } from "../../../local/lambda/dropped-settings";
import type { FunctionRequest } from "../../../local/lambda/function-request";

const reply = (body: object): AwsReply => ({
  status: 200,
  headers: {},
  body: Buffer.from(JSON.stringify(body)),
});
const call = (operation: FunctionRequest["operation"], functionName = "pub") => ({
  operation,
  functionName,
});
const configurationOf = (settings: DroppedSettings, region = "eu-west-1"): unknown =>
  JSON.parse(settings.complete(reply({ FunctionName: "pub", Timeout: 3 }), region).body.toString());

const created = {
  FunctionName: "pub",
  Timeout: 3,
  LoggingConfig: { LogGroup: "/lake/pub" },
  DeadLetterConfig: { TargetArn: "arn:aws:sqs:eu-west-1:123456789012:dead" },
};

describe("settings that the control plane drops", () => {
  it("are returned with every configuration", () => {
    const settings = new DroppedSettings();
    settings.remember(call("CreateFunction", ""), "eu-west-1", created);
    const expected = {
      ...created,
      LoggingConfig: { LogFormat: "Text", LogGroup: "/lake/pub" },
    };
    expect(configurationOf(settings)).toEqual(expected);
    const nested = reply({ Configuration: { FunctionName: "pub", Timeout: 3 }, Code: {} });
    expect(JSON.parse(settings.complete(nested, "eu-west-1").body.toString())).toEqual({
      Configuration: expected,
      Code: {},
    });
  });

  it("change one by one", () => {
    const settings = new DroppedSettings();
    settings.remember(call("CreateFunction", ""), "eu-west-1", created);
    settings.remember(call("UpdateFunctionConfiguration"), "eu-west-1", {
      LoggingConfig: { LogFormat: "JSON", ApplicationLogLevel: "WARN" },
    });
    expect(configurationOf(settings)).toMatchObject({
      DeadLetterConfig: created.DeadLetterConfig,
      LoggingConfig: {
        LogFormat: "JSON",
        LogGroup: "/aws/lambda/pub",
        ApplicationLogLevel: "WARN",
      },
    });
  });

  it("are removed with the function, and belong to a region", () => {
    const settings = new DroppedSettings();
    settings.remember(call("CreateFunction", ""), "eu-west-1", created);
    const defaults = {
      FunctionName: "pub",
      Timeout: 3,
      LoggingConfig: { LogFormat: "Text", LogGroup: "/aws/lambda/pub" },
    };
    expect(configurationOf(settings, "us-east-1")).toEqual(defaults);
    settings.remember(call("DeleteFunction"), "eu-west-1", {});
    expect(configurationOf(settings)).toEqual(defaults);
  });
});
