import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { MOTO_VERSION } from "../../../toolchain/versions";

/** Writes an executable shell script and returns its path. */
export function script(file: string, body: string): string {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  return file;
}

/** The output of a Terraform that prints a warning first, as it does when its configuration file is missing. */
export function terraformScript(version: string, title = "Terraform"): string {
  return `echo "Warning: Unable to open CLI configuration file" >&2
[ "$1" = version ] && printf '%s v%s\\non linux_amd64\\n' '${title}' '${version}'`;
}

/** Behavior of a fake interpreter. */
export interface FakePython {
  readonly version?: string;
  /** Installed version of moto. */
  readonly moto?: string;
  readonly missingModules?: readonly string[];
  readonly supportsVenv?: boolean;
  /** Shell commands in place of a working `-m venv`. */
  readonly venv?: string;
  /** Shell commands in place of a working `-m pip install`. */
  readonly pip?: string;
  /** Version of moto that pip installs. */
  readonly installs?: string;
}

/**
 * Writes an interpreter that answers the probe, creates environments and installs moto: an environment is a folder with
 * another such interpreter, whose `pip` records its arguments and makes the next probe report a moto.
 */
export function fakePython(file: string, props: FakePython = {}): string {
  const { version = "3.12.1", moto, missingModules = [], supportsVenv = true } = props;
  const answer = { executable: file, version, moto: moto ?? null, missingModules, supportsVenv };
  const installs = props.installs ?? MOTO_VERSION;
  const afterPip = JSON.stringify({ ...answer, executable: "SELF", moto: installs });
  const beforePip = JSON.stringify({ ...answer, executable: "SELF", moto: null });
  const inEnvironment = `#!/bin/sh
here=$(dirname "$0")
case "$2" in
  pip) ${props.pip ?? 'echo "$@" >> "$here/pip-arguments"'} ;;
  *) if [ -e "$here/pip-arguments" ]; then echo '${afterPip}'; else echo '${beforePip}'; fi |
     sed "s|SELF|$0|" ;;
esac`;
  const makeEnvironment = `mkdir -p "$3/bin"
cat > "$3/bin/python3" <<'INTERPRETER'
${inEnvironment}
INTERPRETER
chmod 755 "$3/bin/python3"`;
  return script(
    file,
    `case "$2" in
  venv) ${props.venv ?? makeEnvironment}
  ;;
  *) echo '${JSON.stringify(answer)}' ;;
esac`,
  );
}
