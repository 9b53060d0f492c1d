import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../../errors/is-record";
import { editEnvironments } from "../validation/config-violation";
import type { ConfigViolation } from "../validation/config-violation";

/** A setting of an environment that got another name. */
export interface RenamedSetting {
  /** The old path in the environment, such as `stream.retention`. */
  readonly from: string;
  /** The new path. */
  readonly to: string;
  /** Version of the project that renamed it. */
  readonly since: string;
}

/**
 * Every setting whose old name still works. Its type keeps the old property as well, with `@deprecated`, so that the
 * configuration compiles; the changelog names it under **Deprecated**.
 */
export const renamedSettings: readonly RenamedSetting[] = [];

/** The first version without the old name: the next minor version before 1.0.0, afterwards the next major one. */
export function removalOf({ since }: RenamedSetting): string {
  const [major = 0, minor = 0] = since.split(".").map(Number);
  return major === 0 ? `0.${minor + 1}.0` : `${major + 1}.0.0`;
}

/** An environment whose settings of old names are set by their new names, too. */
export function withRenamedSettings<Settings extends object>(
  environment: Settings,
  renamed: readonly RenamedSetting[] = renamedSettings,
): Settings {
  return renamed.reduce((changed, { from, to }) => {
    const value = valueAt(changed, from);
    if (value === undefined || valueAt(changed, to) !== undefined) return changed;
    // It has the same settings and one more of them.
    return withValue(changed, to.split("."), value) as Settings;
  }, environment);
}

/** Rejects an old name and the new one together, unless both have the same value. */
export function checkRenamedSettings(
  environments: readonly NamedSettings[],
  renamed: readonly RenamedSetting[] = renamedSettings,
): ConfigViolation[] {
  return oldSettingsOf(environments, renamed).flatMap(({ environment, setting: { from, to } }) => {
    const expected = valueAt(environment, to);
    const received = valueAt(environment, from);
    if (expected === undefined || isDeepStrictEqual(received, expected)) return [];
    return [
      {
        path: `environments.${environment.name}.${from}`,
        problem: `is the old name of ${to}, which has another value`,
        received,
        expected: `only ${to}`,
        fix: editEnvironments,
      },
    ];
  });
}

/** A line for each old name that an environment has, with the new one and the version that ends it. */
export function renamedSettingNotes(
  environments: readonly NamedSettings[],
  renamed: readonly RenamedSetting[] = renamedSettings,
): string[] {
  return oldSettingsOf(environments, renamed).map(
    ({ environment: { name }, setting }) =>
      `environments.${name}.${setting.from} is deprecated since ${setting.since}: name it ${setting.to}, before ${removalOf(setting)} refuses the old name.`,
  );
}

type NamedSettings = { readonly name: string };

function oldSettingsOf(
  environments: readonly NamedSettings[],
  renamed: readonly RenamedSetting[],
): readonly { readonly environment: NamedSettings; readonly setting: RenamedSetting }[] {
  return environments.flatMap((environment) =>
    renamed
      .filter(({ from }) => valueAt(environment, from) !== undefined)
      .map((setting) => ({ environment, setting })),
  );
}

function valueAt(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce((group, name) => (isRecord(group) ? group[name] : undefined), value);
}

/** A group with a value at a path. What is not a group stays: the validation rejects it. */
function withValue(
  group: unknown,
  [name = "", ...rest]: readonly string[],
  value: unknown,
): unknown {
  if (group !== undefined && !isRecord(group)) return group;
  return { ...group, [name]: rest.length === 0 ? value : withValue(group?.[name], rest, value) };
}
