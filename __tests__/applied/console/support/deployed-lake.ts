import type { S3Prefix } from "../../../../cli/target/lake-contents";
import { AwsClients } from "../../../../local/aws-clients";
import { freePort } from "../../../../local/processes/free-port";
import { EVENTS } from "./console-context";
import type { ConsoleContext } from "./console-context";

/** Deploys the lake of a context, and publishes {@link EVENTS} events to each of its datasets that the tests use. */
export async function deployLake(context: ConsoleContext): Promise<void> {
  const { lake } = context;
  const { endpointUrl, outputs } = await lake.json<{
    readonly endpointUrl: string;
    readonly outputs: Readonly<Record<string, string>>;
  }>("up", "--port", String(await freePort()));
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  context.clients = new AwsClients({ region: "us-east-1", endpointUrl, credentials });
  context.errors = locationOf(outputs, "error");
  context.data = locationOf(outputs, "data");
  for (const dataset of ["sample_events", "earthquakes"]) {
    await lake.json("publish", "--dataset", dataset, "--count", String(EVENTS), "--wait");
  }
}

function locationOf(outputs: Readonly<Record<string, string>>, kind: string): S3Prefix {
  const address = outputs[`sample_events_${kind}_location`] ?? "";
  const [, bucket = "", prefix = ""] = /^s3:\/\/([^/]+)\/(.+?)\/?$/.exec(address) ?? [];
  return { bucket, prefix: `${prefix}/` };
}
