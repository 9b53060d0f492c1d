import { BucketLoggingService } from "../../../local/control-plane/bucket-logging-service";
import type { AwsReply } from "../../../local/gateway/aws-request";
import { restCall } from "../iam/support/calls";

const call = (line: string, body = "") => restCall("s3", line, {}, body);
const none = "<BucketLoggingStatus/>";

/** A fake moto with the bucket `lake`, without logging. */
const forward = ({ url }: { readonly url: string }): Promise<AwsReply> => {
  const isThere = url.startsWith("/lake");
  const body = isThere ? none : "<Error><Code>NoSuchBucket</Code></Error>";
  return Promise.resolve({ status: isThere ? 200 : 404, headers: {}, body });
};

const configuration = (target: string) =>
  `<BucketLoggingStatus><LoggingEnabled><TargetBucket>${target}</TargetBucket><TargetPrefix>lake/</TargetPrefix></LoggingEnabled></BucketLoggingStatus>`;

const policy = (statement: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::logs/*",
      ...statement,
    },
  });
const ofTheLake = policy({
  Condition: {
    StringEquals: { "aws:SourceAccount": "123456789012" },
    ArnLike: { "aws:SourceArn": ["arn:aws:s3:::lake"] },
  },
});

function service(logs: string | undefined = ofTheLake): BucketLoggingService {
  return new BucketLoggingService("123456789012", (bucket) =>
    bucket === "logs" ? logs : undefined,
  );
}

describe("access logging of the embedded AWS", () => {
  it("is stored, returned, disabled, and removed with its bucket", async () => {
    const s3 = service();
    const read = async () => (await s3.handle(call("GET /lake?logging"), forward))?.body.toString();
    expect(await read()).toBe(none);
    await s3.handle(call("PUT /lake?logging", configuration("logs")), forward);
    expect(await read()).toBe(configuration("logs"));
    await s3.handle(call("PUT /lake?logging", none), forward);
    expect(await read()).toBe(none);
    await s3.handle(call("PUT /lake?logging", configuration("logs")), forward);
    expect(await s3.handle(call("PUT /lake"), forward)).toBeUndefined();
    expect(await read()).toBe(none);
  });

  it("requires an existing bucket", async () => {
    const reply = await service().handle(
      call("PUT /other?logging", configuration("logs")),
      forward,
    );
    expect(reply?.status).toBe(404);
  });

  it.each([
    ["has no policy", configuration("other"), ofTheLake],
    [
      "lets no service write",
      configuration("logs"),
      policy({ Principal: { AWS: "123456789012" } }),
    ],
    [
      "knows another source",
      configuration("logs"),
      policy({ Condition: { ArnLike: { "aws:SourceArn": "arn:aws:s3:::raw" } } }),
    ],
    [
      "knows another account",
      configuration("logs"),
      policy({ Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } } }),
    ],
    [
      "takes another folder",
      configuration("logs"),
      policy({ Resource: "arn:aws:s3:::logs/raw/*" }),
    ],
    ["denies", configuration("logs"), policy({ Effect: "Deny" })],
  ])("is rejected for a target bucket that %s", async (_, body, logs) => {
    const reply = await service(logs).handle(call("PUT /lake?logging", body), forward);
    expect(reply?.status).toBe(400);
    expect(reply?.body.toString()).toContain("InvalidTargetBucketForLogging");
  });

  it.each([
    ["GET /lake?logging", true],
    ["PUT /lake/", true],
    ["DELETE /lake", false],
    ["PUT /lake/key?logging", false],
    ["PUT /lake?policy", false],
    ["GET /", false],
  ])("leaves other calls to the control plane: %s", (line, wanted) => {
    expect(service().accepts(call(line))).toBe(wanted);
  });
});
