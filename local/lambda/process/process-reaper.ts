import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";

/**
 * Reads "+ group" and "- group", and kills the remaining groups when its input ends, which means that the emulator is
 * gone. A function's process can't do that itself, because the function may block its only thread.
 */
const SCRIPT = `
groups=
while read -r sign group; do
  case $sign in
    +) groups="$groups $group" ;;
    -) rest=
       for each in $groups; do [ "$each" = "$group" ] || rest="$rest $each"; done
       groups=$rest ;;
  esac
done
for group in $groups; do kill -KILL "-$group"; done
`;

/** Ends the process groups of functions, also when the emulator itself is killed. */
export class ProcessReaper {
  private shell: ChildProcess | undefined;
  private readonly groups = new Set<number>();

  /** Registers a group by its leader. */
  add(group: number): void {
    this.groups.add(group);
    this.send(`+ ${group}`);
  }

  /** Kills all processes of a registered group. */
  end(group: number): void {
    if (!this.groups.has(group)) return;
    try {
      process.kill(-group, "SIGKILL");
    } catch {
      // No process is left.
    }
  }

  /** Removes a group whose leader has exited, and kills its remaining processes; the number may be reused. */
  remove(group: number): void {
    this.end(group);
    if (this.groups.delete(group)) this.send(`- ${group}`);
  }

  /** Ends all groups. */
  stop(): void {
    for (const group of this.groups) this.end(group);
    this.groups.clear();
    this.shell?.stdin?.end();
    this.shell = undefined;
  }

  private send(line: string): void {
    if (this.shell === undefined) this.start();
    this.shell?.stdin?.write(`${line}\n`);
  }

  private start(): void {
    // In its own group, so that a signal to the emulator's group does not end it.
    const shell = spawn("/bin/sh", ["-c", SCRIPT], {
      detached: true,
      env: { PATH: "/usr/bin:/bin" },
      cwd: "/",
      stdio: ["pipe", "ignore", "ignore"],
    });
    this.shell = shell;
    const onEnd = (): void => {
      if (this.shell === shell) this.shell = undefined;
    };
    shell.once("error", onEnd);
    shell.once("exit", onEnd);
    shell.stdin.on("error", onEnd);
    shell.unref();
    for (const group of this.groups) shell.stdin.write(`+ ${group}\n`);
  }
}
