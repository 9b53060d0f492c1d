import { readFileSync } from "node:fs";
import path from "node:path";
import { projectFolder } from "../../../local/home/lake-home";
import { claimsOf } from "./claims-of";

/** The README's text. */
export function readReadme(): string {
  return readFileSync(path.join(projectFolder, "README.md"), "utf8");
}

/** The commands of the README as a reader types them: those of its shell blocks, and those that stand in a text. */
export function readmeCommands(): string[] {
  const claims = claimsOf(readReadme());
  const inBlocks = claims.filter((claim) => claim.startsWith("$ ")).map((claim) => claim.slice(2));
  const inText = claims
    .filter((claim) => !claim.startsWith("$ ") && !claim.startsWith("```"))
    .flatMap((claim) => [...claim.matchAll(/`(np[mx] [^`]+)`/g)])
    .map(([, command = ""]) => command);
  return [...new Set([...inBlocks, ...inText])];
}

/**
 * Words of a command of the README, for a test that runs it as it stands there.
 *
 * @param start first words of it or all of them, as `npx lake publish --dataset`
 * @returns the words after `npx lake` or `npm run`, for `lake`
 * @throws Error unless exactly one command begins so
 */
export function readmeCommand(start: string): string[] {
  const commands = readmeCommands();
  const found = commands.includes(start)
    ? [start]
    : commands.filter((command) => command.startsWith(`${start} `));
  const [command] = found;
  if (command === undefined || found.length > 1) {
    throw new Error(`README.md has ${found.length} commands that begin with "${start}", not one.`);
  }
  const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)]
    .map(([, quoted, plain = ""]) => quoted ?? plain)
    .slice(2);
  // npm takes it for its own.
  return words.filter((word) => word !== "--");
}
