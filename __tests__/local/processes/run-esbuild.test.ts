import { execFileSync } from "node:child_process";
import { runEsbuild } from "../../../local/processes/run-esbuild";

/** The processes of esbuild that this one started. */
function services(): string[] {
  const all = execFileSync("ps", ["-A", "-o", "ppid=,args="], { encoding: "utf8" }).split("\n");
  return all.filter(
    (line) => line.trim().startsWith(`${process.pid} `) && line.includes("--service="),
  );
}

it("leaves no process behind, and ends none that another build uses", async () => {
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
  for (let left = 200; services().length > 0 && left > 0; left -= 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(services()).toEqual([]);
});
