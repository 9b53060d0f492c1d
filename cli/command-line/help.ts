import { Help } from "commander";
import type { Option } from "commander";

const standard = new Help();

/** The help line of an option. Flags are off and lists are empty unless given, so their default is not repeated. */
export function optionDescription(option: Option): string {
  const value: unknown = option.defaultValue;
  const isObvious = value === false || (Array.isArray(value) && value.length === 0);
  return isObvious ? option.description : standard.optionDescription(option);
}
