import { KinesisEndpoint } from "./kinesis-endpoint";

/** Kinesis in a process that a test can kill. Argument: its folder. It prints its URL. */
async function main([folder = ""]: string[]): Promise<void> {
  const { url } = await KinesisEndpoint.start({ folder });
  process.stdout.write(`${url}\n`);
  // Its parent keeps its standard input open, so that it exits even when a test is killed.
  process.stdin.resume().once("end", () => process.exit(0));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
