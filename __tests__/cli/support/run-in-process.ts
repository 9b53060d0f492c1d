import type { Command } from "commander";

/** What a command line wrote and ended with. */
export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: typeof process.exitCode;
}

/** Runs a command line in this process, whose streams are no terminals. */
export async function runInProcess(
  args: readonly string[],
  home: string,
  lake: Command,
): Promise<Ended> {
  const before = { home: process.env.LAKE_HOME, exitCode: process.exitCode };
  process.env.LAKE_HOME = home;
  process.exitCode = undefined;
  const [stdout, stderr] = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, "write").mockReturnValue(true),
  );
  const exit = jest.spyOn(process, "exit").mockImplementation((code) => {
    process.exitCode = code ?? 0;
    throw new Error("exit");
  });
  const written = (spy: typeof stdout) => spy?.mock.calls.map(([text]) => String(text)).join("");
  try {
    await lake.parseAsync([...args], { from: "user" }).catch((error: unknown) => {
      if (!(error instanceof Error && error.message === "exit")) throw error;
    });
    const ended: Ended = {
      stdout: written(stdout) ?? "",
      stderr: written(stderr) ?? "",
      exitCode: process.exitCode,
    };
    return ended;
  } finally {
    exit.mockRestore();
    stdout?.mockRestore();
    stderr?.mockRestore();
    process.exitCode = before.exitCode;
    if (before.home === undefined) delete process.env.LAKE_HOME;
    else process.env.LAKE_HOME = before.home;
  }
}
