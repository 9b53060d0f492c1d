import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A configuration of Terraform: JSON, or the text of its own language. */
export type Configuration = object | string;

/** What a program did. */
interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The documents that it printed, one a line. */
  readonly lines: readonly Line[];
}

/** A line of `-json`. */
interface Line {
  readonly diagnostic?: { readonly severity: string; readonly summary: string };
}

/** Runs Terraform or OpenTofu in a folder of its own, on configurations that need no provider. */
export class Workplace {
  readonly folder = mkdtempSync(path.join(tmpdir(), "terraform-"));

  constructor(private readonly command: string) {}

  configure(configuration: Configuration): void {
    const isText = typeof configuration === "string";
    const [name, other] = isText ? ["main.tf", "main.tf.json"] : ["main.tf.json", "main.tf"];
    rmSync(path.join(this.folder, other), { force: true });
    const text = isText ? configuration : JSON.stringify(configuration);
    writeFileSync(path.join(this.folder, name), text);
  }

  run(...args: readonly string[]): Ended {
    const { error, status, stdout, stderr } = spawnSync(this.command, args, {
      cwd: this.folder,
      encoding: "utf8",
      env: { PATH: process.env.PATH, CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: "/dev/null" },
    });
    if (error !== undefined) throw error;
    const json = stdout.split("\n").filter((line) => line.startsWith('{"@'));
    // What the programs print with -json.
    return {
      exitCode: status,
      stdout,
      stderr,
      lines: json.map((line) => JSON.parse(line) as Line),
    };
  }

  /**
   * Applies a configuration.
   *
   * @throws Error if the program refuses it
   */
  apply(configuration: Configuration): void {
    this.configure(configuration);
    this.succeed("init", "-input=false");
    this.succeed("apply", "-auto-approve", "-input=false");
  }

  /**
   * The actions of a plan that replaces the applied configuration, by address.
   *
   * @throws Error if the program refuses it
   */
  plannedActions(configuration: Configuration): Record<string, readonly string[]> {
    this.configure(configuration);
    this.succeed("plan", "-input=false", "-out=x.plan");
    const { stdout } = this.succeed("show", "-json", "x.plan");
    // The format of plans.
    const { resource_changes: changes } = JSON.parse(stdout) as {
      readonly resource_changes: readonly {
        readonly address: string;
        readonly previous_address?: string;
        readonly change: { readonly actions: readonly string[] };
      }[];
    };
    return Object.fromEntries(
      changes.map(({ address, previous_address: from, change }) => [
        from === undefined ? address : `${from} -> ${address}`,
        change.actions,
      ]),
    );
  }

  private succeed(...args: readonly string[]): Ended {
    const ended = this.run(...args);
    if (ended.exitCode !== 0)
      throw new Error(`${args.join(" ")} failed:\n${ended.stdout}${ended.stderr}`);
    return ended;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

const kept = { resource: { terraform_data: { kept: { input: "a" } } } };

const VARIABLE_IN_BACKEND = `
variable "state_path" {
  type    = string
  default = "other.tfstate"
}
terraform {
  backend "local" {
    path = var.state_path
  }
}
`;

const ENCRYPTED_STATE = `
terraform {
  encryption {
    key_provider "pbkdf2" "key" {
      passphrase = "correct horse battery staple"
    }
    method "aes_gcm" "method" {
      keys = key_provider.pbkdf2.key
    }
    state {
      method = method.aes_gcm.method
    }
  }
}
resource "terraform_data" "kept" {}
`;

/** What a program does where Terraform and OpenTofu may differ. */
export function recordDifferences(command: string) {
  return {
    exitCodes: within(command, exitCodes),
    removed: within(command, (place) => {
      place.apply(kept);
      const removedBlock = (lifecycle: object) => ({
        removed: [{ from: "terraform_data.kept", ...lifecycle }],
      });
      return {
        "destroy = true": place.plannedActions(removedBlock({ lifecycle: { destroy: true } })),
        "destroy = false": place.plannedActions(removedBlock({ lifecycle: { destroy: false } })),
        "no lifecycle": place.plannedActions(removedBlock({})),
      };
    }),
    moved: within(command, (place) => {
      place.apply(kept);
      return place.plannedActions({
        resource: { terraform_data: { renamed: { input: "a" } } },
        moved: [{ from: "terraform_data.kept", to: "terraform_data.renamed" }],
      });
    }),
    variableInBackend: within(command, (place) => {
      place.configure(VARIABLE_IN_BACKEND);
      const { exitCode, lines } = place.run("init", "-input=false", "-json");
      return { exitCode, errors: errorsIn(lines) };
    }),
    encryptedState: within(command, (place) => {
      place.configure(ENCRYPTED_STATE);
      const { exitCode, lines } = place.run("init", "-input=false", "-json");
      place.run("apply", "-auto-approve", "-input=false");
      const [state] = readdirSync(place.folder).filter((name) => name.endsWith(".tfstate"));
      if (state === undefined) return { exitCode, errors: errorsIn(lines) };
      const text = readFileSync(path.join(place.folder, state), "utf8");
      return { exitCode, errors: errorsIn(lines), fields: Object.keys(JSON.parse(text) as object) };
    }),
  };
}

function exitCodes(place: Workplace): Record<string, number | null> {
  const codes: Record<string, number | null> = {};
  const code = (title: string, ...args: readonly string[]) => {
    codes[title] = place.run(...args).exitCode;
  };
  place.configure(kept);
  code("`init`", "init", "-input=false");
  code("`plan` with changes", "plan", "-input=false", "-out=x.plan");
  code("`plan -detailed-exitcode` with changes", "plan", "-detailed-exitcode", "-input=false");
  code("`apply` of a saved plan", "apply", "-input=false", "x.plan");
  code("`apply` of a stale plan", "apply", "-input=false", "x.plan");
  code("`plan -detailed-exitcode` without changes", "plan", "-detailed-exitcode", "-input=false");
  place.configure({
    resource: {
      terraform_data: { kept: { triggers_replace: "b", lifecycle: { prevent_destroy: true } } },
    },
  });
  code("`plan` that `prevent_destroy` refuses", "plan", "-detailed-exitcode", "-input=false");
  place.configure({ resource: { terraform_data: { kept: { unknown: 1 } } } });
  code("`validate` of an invalid stack", "validate");
  code("an unknown option", "plan", "-unknown");
  place.configure({ terraform: { required_version: ">= 99" } });
  code("`init` with another `required_version`", "init", "-input=false");
  return codes;
}

function errorsIn(lines: readonly Line[]): string[] {
  const summaries = lines.flatMap(({ diagnostic }) =>
    diagnostic?.severity === "error" ? [diagnostic.summary] : [],
  );
  // Terraform repeats an error, and adds one that says that there are some.
  return [...new Set(summaries.filter((summary) => !summary.includes("\n")))];
}

function within<T>(command: string, trial: (place: Workplace) => T): T {
  const place = new Workplace(command);
  try {
    return trial(place);
  } finally {
    place.remove();
  }
}
