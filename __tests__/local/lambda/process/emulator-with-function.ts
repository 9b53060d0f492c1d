import { setTimeout as sleep } from "node:timers/promises";
import { invoke, RunningFunctions } from "../support/running-functions";

/*
 * A program that plays an emulator which is killed: it runs a function that never ends, in the folder of its first
 * argument, and prints the process of the function. The second argument may be the function's code.
 */
const [, , folder, code = "console.log(process.pid); for (;;);"] = process.argv;

async function main(): Promise<void> {
  const functions = new RunningFunctions(folder);
  await functions.prepare();
  const source = `exports.handler = async () => { ${code} };`;
  const { process: running } = await functions.start(
    { "index.js": source },
    "index.handler",
    {},
    {
      confined: false,
    },
  );
  void invoke(running, {}, 60_000);
  for (;;) {
    for (const { message } of running.takeLines()) process.stdout.write(`${message}\n`);
    await sleep(10);
  }
}

void main();
