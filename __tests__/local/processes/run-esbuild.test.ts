import { execFileSync } from "node:child_process";
import { runEsbuild } from "../../../local/processes/run-esbuild";

/** The processes of esbuild that this one started, by their identifiers. */
function services(): string[] {
  const all = execFileSync("ps", ["-A", "-o", "ppid=,pid=,args="], { encoding: "utf8" }).split(
    "\n",
  );
  return all
    .map((line) => line.trim().split(/\s+/))
    .filter(([parent, , ...args]) => parent === String(process.pid) && isService(args))
    .map(([, pid = ""]) => pid);
}

const isService = (args: readonly string[]): boolean =>
  args.some((argument) => argument.startsWith("--service="));

it("leaves no process behind, and ends none that another build uses", async () => {
  // Tests that ran in this process before have left theirs.
  const others = services();
  const own = () => services().filter((service) => !others.includes(service));
  const broken = runEsbuild({ stdin: { contents: "export default ;" } });
  const afterBroken = runEsbuild({
    entryPoints: ["late"],
    plugins: [
      {
        name: "late",
        setup: (build) => {
          build.onResolve({ filter: /late/ }, () => ({ path: "late", namespace: "late" }));
          build.onLoad({ filter: /late/ }, async () => {
            await broken.catch(() => undefined);
            return { contents: "export default 1" };
          });
        },
      },
    ],
  });
  await expect(broken).rejects.toThrow('Unexpected ";"');
  expect((await afterBroken)[0]?.text).toContain("1");
  for (let left = 200; own().length > 0 && left > 0; left -= 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(own()).toEqual([]);
});
