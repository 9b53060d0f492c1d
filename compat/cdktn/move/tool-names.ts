import { isOlder } from "../../../errors/require-node.cjs";

/** Names of CDKTF's packages, and those of the fork. */
export const renamedPackages: Readonly<Record<string, string>> = {
  cdktf: "cdktn",
  "cdktf-cli": "cdktn-cli",
  "@cdktf/provider-aws": "@cdktn/provider-aws",
};

/** A package of CDKTF, a module of it, a scope, or a pattern of them. */
export const packageName = /^(?:cdktf(?:-cli)?(?:\/.*)?|@cdktf(?:\/.*)?)$/s;

/** The same package or module of the fork. */
export function renamePackage(name: string): string {
  return name.replace(/^(@?)cdktf/, "$1cdktn");
}

/** Replaces one minimum version of Node.js by another, in texts as `20.19`. */
export interface NodeMinimum {
  readonly from: string;
  readonly to: string;
}

/** The minimum that a project has, if it is a version, and otherwise or if it is older, the one that is needed. */
export function higherNode(own: string, needed: string): string {
  const version = own.replace(/^v/, "");
  return /^\d+(?:\.\d+)*$/.test(version) && !isOlder(version, needed) ? version : needed;
}

/** Commands of the tool, and the places of its packages, which mean nothing else wherever they stand. */
const rules: readonly (readonly [RegExp, string])[] = [
  [/\b(npx (?:--\S+ )*)cdktf(?![\w./-])/g, "$1cdktn"],
  [
    /(?<![\w./@$-])cdktf(?= (?:convert|debug|deploy|destroy|diff|get|init|list|output|provider|synth|watch)\b)/g,
    "cdktn",
  ],
  [/(?<![\w-])@cdktf(?=\\?\/)/g, "@cdktn"],
  [/(?<=\b(?:node_modules|\.bin)\/)cdktf(?![\w.])/g, "cdktn"],
  [/(?<![\w@/-])cdktf-cli(?![\w-])/g, "cdktn-cli"],
];

/** The text of a literal, a comment, a page or a script with the commands and packages of the fork. */
export function renameCommands(text: string): string {
  return rules.reduce((changed, [pattern, to]) => changed.replace(pattern, to), text);
}

/** A text that people read: {@link renameCommands}, and the minimum of Node.js. */
export function renameProse(text: string, { from, to }: NodeMinimum): string {
  return renameCommands(text).replaceAll(`Node.js ${from} `, `Node.js ${to} `);
}
