import { join } from "node:path";
import { AwsClients } from "../../../local/aws-clients";
import { DeliveryService } from "../../../local/firehose/delivery-service";
import { serviceCredentials } from "../../../local/iam/service-principal";

/**
 * The data plane of Firehose in a separate process, so that a test can kill it without the control plane. Arguments: the URL of
 * the control plane, the region and the state folder. It prints its log as lines of JSON.
 */
async function main([endpointUrl = "", region = "", stateFolder = ""]: string[]): Promise<void> {
  const clients = new AwsClients({
    region,
    endpointUrl,
    credentials: serviceCredentials("firehose"),
  });
  const print = (level: string) => (_part: string, message: string) =>
    void process.stdout.write(`${JSON.stringify({ level, message })}\n`);
  const service = new DeliveryService({
    endpointUrl,
    stateFolder,
    scratchFolder: join(stateFolder, "scratch"),
    regions: () => [region],
    clients: () => clients,
    log: { info: print("info"), error: print("error") },
  });
  // Its parent keeps its standard input open, so that it exits even when a test is killed.
  process.stdin.resume().once("end", () => process.exit(0));
  await service.start();
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
