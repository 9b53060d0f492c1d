import { setTimeout as sleep } from "node:timers/promises";
import { invoke, RunningFunctions } from "../support/running-functions";

/*
 * A fake emulator to be killed: it runs an endless function in the folder of its first argument, and prints the
 * function's process id. The second argument can be the function's code.
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
