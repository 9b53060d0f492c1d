import {
  appendFileSync,
  chmodSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { copyProject } from "../../support/emulator/project-copy";
import { startProcess } from "../../support/emulator/lake-command";

/** Prints what a process used of a processor, in milliseconds, and whether tsx was loaded. */
const PROBE = `process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  const tsx = Object.keys(require.cache).some((file) => file.includes("/node_modules/tsx/"));
  require("node:fs").writeFileSync(process.env.PROBE_FILE, JSON.stringify({ ms: (user + system) / 1000, tsx }));
});`;

interface Probed {
  readonly ms: number;
  readonly tsx: boolean;
  readonly stdout: string;
  readonly exitCode: number | null;
}

const LEAST_ROUNDS = 5;
/** On a machine that does much else, the best of a few starts may be a poor one. */
const MOST_ROUNDS = 25;

describe("the start of the lake command", () => {
  let project: string;
  let bundles: string;
  const home = () => path.join(project, "home");

  beforeAll(() => {
    project = copyProject();
    bundles = path.join(project, ".lake", "quick-start");
    writeFileSync(path.join(project, "probe.cjs"), PROBE);
  });

  async function run(...args: readonly string[]): Promise<Probed> {
    const file = path.join(project, "probe.json");
    const environment = {
      LAKE_HOME: home(),
      PROBE_FILE: file,
      NODE_OPTIONS: `--require ${path.join(project, "probe.cjs")}`,
    };
    const { ended } = startProcess(process.execPath, args, environment, project);
    const { stdout, exitCode } = await ended;
    // The probe's own form.
    const probed = JSON.parse(readFileSync(file, "utf8")) as Pick<Probed, "ms" | "tsx">;
    return { ...probed, stdout, exitCode };
  }
  const lake = (...args: readonly string[]) => run(path.join("cli", "lake.mjs"), ...args);

  /**
   * What a start takes at best: the noise of a busy machine only adds to it.
   *
   * @param enough whether no more rounds are needed, by the best so far
   */
  async function bestTimes<Name extends string>(
    starts: Readonly<Record<Name, () => Promise<Probed>>>,
    enough: (best: Readonly<Record<Name, number>>) => boolean,
  ): Promise<Readonly<Record<Name, number>>> {
    const names = Object.keys(starts) as Name[];
    // Each name gets a value.
    const best = Object.fromEntries(names.map((name) => [name, Infinity])) as Record<Name, number>;
    for (let round = 1; round <= MOST_ROUNDS; round += 1) {
      for (const name of names) best[name] = Math.min(best[name], (await starts[name]()).ms);
      if (round >= LEAST_ROUNDS && enough(best)) break;
    }
    return best;
  }

  it("is within three times that of Node.js for help and completion, and status within five times help", async () => {
    const words = ["completion", "suggest", "--", "crawl", "--dataset", ""];
    // The first of each leaves its bundle.
    for (const args of [["--help"], ["status"], words]) await lake(...args);
    const { node, help, completion, status } = await bestTimes(
      {
        node: () => run("-e", "0"),
        help: () => lake("--help"),
        completion: () => lake(...words),
        status: () => lake("status"),
      },
      (best) =>
        best.help < 3 * best.node && best.completion < 3 * best.node && best.status < 5 * best.help,
    );
    process.stderr.write(
      `Processor time of node ${node} ms, lake --help ${help} ms, completion ${completion} ms, status ${status} ms\n`,
    );
    expect(help).toBeLessThan(3 * node);
    expect(completion).toBeLessThan(3 * node);
    expect(status).toBeLessThan(5 * help);
  });

  it.each([
    [["--help"], 0],
    [["query", "--help"], 0],
    [["status"], 1],
    [["status", "--nothing"], 1],
    [["completion", "bash", "--json"], 0],
    [["completion", "suggest", "--", "snapshot", ""], 0],
  ])("loads no tsx, and prints the same from a bundle: lake %j", async (args, exitCode) => {
    const bundled = await lake(...args);
    expect(bundled).toMatchObject({ tsx: false, exitCode });
    const sources = await startProcess(
      process.execPath,
      [path.join("cli", "lake.mjs"), ...args],
      { LAKE_HOME: home(), LAKE_DEBUG: "1" },
      project,
    ).ended;
    expect(bundled.stdout).toBe(sources.stdout);
    expect(sources.exitCode).toBe(exitCode);
  });

  it.each([[["query", "SELECT 1", "-f", "--help"]], [["down", "--json"]]])(
    "runs a command from its sources that is in no bundle: lake %j",
    async (args) => {
      expect((await lake(...args)).tsx).toBe(true);
    },
  );

  it("makes a bundle again after a change of what is in it", async () => {
    const before = readdirSync(bundles).filter((file) => file.startsWith("completion."));
    const index = path.join(project, "config", "datasets", "index.ts");
    const words = ["completion", "suggest", "--", "crawl", "--dataset", ""];
    const old = await lake(...words);
    const source = readFileSync(index, "utf8");
    writeFileSync(index, source.replace("= [", '= [{ ...sampleEvents, name: "renamed" }, '));
    const changed = await lake(...words);
    expect(changed).toMatchObject({ tsx: true, stdout: `renamed\t\n${old.stdout}` });
    expect(await lake(...words)).toMatchObject({ tsx: false, stdout: changed.stdout });
    const after = readdirSync(bundles).filter((file) => file.startsWith("completion."));
    expect(after).toHaveLength(before.length);
    expect(after).not.toEqual(before);
  });

  it("explains a broken file of the configuration each time, and makes no bundle of it", async () => {
    appendFileSync(path.join(project, "config", "datasets", "index.ts"), "\nnothing.at.all();\n");
    for (const { stdout, tsx } of [
      await lake("status", "--json"),
      await lake("status", "--json"),
    ]) {
      expect(tsx).toBe(true);
      expect(stdout).toMatch(/config\/datasets\/index\.ts:\d+:\d+: nothing is not defined/);
    }
  });

  it.each([
    ["cli/lake.ts", "query"],
    ["cli/program.ts", "query"],
    ["errors/printable.ts", "query"],
    ["cli/query/query-command.ts", "query"],
    // What explains it is broken, too.
    ["cli/terminal/explain-broken-source.ts", "--help"],
  ])("names the place of a syntax error in %s, without a stack", async (file, verb) => {
    const source = path.join(project, file);
    const text = readFileSync(source, "utf8");
    writeFileSync(source, `${text}\nconst broken = {{;\n`);
    const started = ["cli/lake.mjs", verb, "SELECT 1", "--json"];
    const { ended } = startProcess(process.execPath, started, { LAKE_HOME: home() }, project);
    const { exitCode, stdout, stderr } = await ended;
    writeFileSync(source, text);
    const { error } = JSON.parse(stdout) as { error: { message: string; advice: string } };
    const place = `${file}:${text.split("\n").length + 1}:`;
    expect({ exitCode, error: `${error.message}\n` }).toEqual({
      exitCode: 1,
      error: expect.stringContaining(place) as string,
    });
    expect(stderr).toContain(place);
    expect(stderr).not.toMatch(/^ +at |node:internal/m);
  });

  const bundle = () => {
    const files = readdirSync(bundles).filter((each) => /^command-line\..+\.cjs$/.test(each));
    expect(files).toHaveLength(1);
    return path.join(bundles, files[0] ?? "");
  };
  it.each([
    ["record is broken off", () => writeFileSync(path.join(bundles, "command-line.json"), "{")],
    // As another command does that replaces the bundle between the two reads of this one.
    ["code is gone", () => rmSync(bundle())],
    ["code is broken off", () => truncateSync(bundle(), 100_000)],
    ["code is empty", () => truncateSync(bundle())],
    ["code others may write", () => chmodSync(bundle(), 0o666)],
    ["folder others may write", () => chmodSync(bundles, 0o777)],
    [
      "code is a link",
      () => {
        const [file, elsewhere] = [bundle(), path.join(project, "elsewhere.cjs")];
        renameSync(file, elsewhere);
        symlinkSync(elsewhere, file);
      },
    ],
  ])("runs from the sources where a bundle's %s, and makes it again", async (_, damage) => {
    const before = await lake("--help");
    damage();
    const { exitCode, tsx, stdout } = await lake("--help");
    expect({ exitCode, tsx, stdout }).toEqual({ exitCode: 0, tsx: true, stdout: before.stdout });
    expect(await lake("--help")).toMatchObject({ tsx: false, stdout });
  });
});
