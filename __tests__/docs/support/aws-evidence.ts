import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { markdownTable } from "../../../cli/terminal/markdown";
import { projectFiles, root } from "../../support/sources/project-files";

/** How a behaviour of AWS can be known. */
export const evidenceKinds = [
  "model",
  "authorization data",
  "documentation",
  "provider source",
  "public report",
  "Terraform",
  "Trino",
  "assumption",
] as const;

/** Kinds that say nothing without an address. */
export const addressedKinds: readonly string[] = ["documentation", "public report"];

/** One reason to believe in a behaviour. */
export interface Evidence {
  /** One of {@link evidenceKinds}, unless the file is wrong. */
  readonly kind: string;
  readonly address?: string;
}

/** A behaviour of AWS that the project relies on. */
export interface KnownBehaviour {
  readonly service: string;
  readonly behaviour: string;
  /** Sources that rely on it. */
  readonly files: readonly string[];
  readonly known: readonly Evidence[];
  /** What only AWS can show. */
  readonly unsettled?: string;
}

/** An address in a source. */
export interface Citation {
  readonly file: string;
  readonly address: string;
}

/** The form of docs/aws-evidence.yaml, by service. */
type EvidenceFile = Readonly<
  Record<
    string,
    readonly (Omit<KnownBehaviour, "service" | "known"> & {
      readonly known: readonly (string | Readonly<Record<string, string>>)[];
    })[]
  >
>;

/** Every behaviour in a text of the form of docs/aws-evidence.yaml. */
export function readEvidence(text: string): KnownBehaviour[] {
  const services = parse(text) as EvidenceFile; // The project's own file; the test checks its values.
  return Object.entries(services).flatMap(([service, rows]) =>
    rows.map((row) => ({
      ...row,
      service,
      known: row.known.flatMap((each): Evidence[] =>
        typeof each === "string"
          ? [{ kind: each }]
          : Object.entries(each).map(([kind, address]) => ({ kind, address })),
      ),
    })),
  );
}

/** Sites of AWS, and where its provider and reports about both are. */
const CITED =
  /https:\/\/(?:docs\.aws\.amazon\.com|aws\.amazon\.com|github\.com)\/[^\s)`'"<>|,;\\]+/g;

/** Addresses in the sources of some folders, each once for a file. */
export function citationsIn(folders: readonly string[]): Citation[] {
  return projectFiles(/\.ts$/)
    .filter((file) => folders.some((folder) => file.startsWith(`${folder}/`)))
    .flatMap((file) =>
      addressesIn(readFileSync(path.join(root, file), "utf8")).map((address) => ({
        file,
        address,
      })),
    );
}

/** Addresses in a text, each once; a colon or full stop after one belongs to the sentence. */
export function addressesIn(text: string): string[] {
  return [...new Set([...text.matchAll(CITED)].map(([address]) => address.replace(/[.:]+$/, "")))];
}

/** The tables of the page, one for each service. */
export function renderEvidence(behaviours: readonly KnownBehaviour[]): string {
  const services = [...new Set(behaviours.map(({ service }) => service))];
  const tables = services.map((service) => {
    const rows = behaviours
      .filter((each) => each.service === service)
      .map(({ behaviour, files, known, unsettled }) => [
        behaviour,
        files.map((file) => `\`${file}\``).join("<br>"),
        known.map(evidenceText).join("<br>"),
        unsettled ?? "",
      ]);
    return `## ${service}\n\n${markdownTable(["behaviour", "relied on by", "known from", "unsettled"], rows)}`;
  });
  return tables.join("\n\n");
}

function evidenceText({ kind, address }: Evidence): string {
  return address === undefined ? kind : `${kind} [${addressName(address)}](${address})`;
}

/** A short name of a page: its last part, or the number of an issue. */
function addressName(address: string): string {
  const { hostname, pathname, hash } = new URL(address);
  const [, , repository, kind, number] = pathname.split("/");
  if (hostname === "github.com" && /^(issues|pull)$/.test(kind ?? ""))
    return `${repository} ${number}`;
  const parts = pathname
    .replace(/\.html$/, "")
    .split("/")
    .filter((part) => part !== "");
  const last = parts.at(-1) ?? hostname;
  return last === "pricing" ? `${parts.at(-2)} ${last}` : `${last}${hash}`;
}
