import { printable } from "../../../errors/printable";
import { code } from "../../terminal/markdown";

/** Characters that are shown of a name, an address or a value. */
const MAX_CODE_LENGTH = 300;
/** Characters that are shown of the title of a report. */
export const MAX_TITLE_LENGTH = 300;
/** Characters that are shown of a sentence. */
const MAX_SENTENCE_LENGTH = 600;

/** A word without any meaning in Markdown, with its punctuation. Digits only without a hyphen: `GH-1` is a reference. */
const WORD = /^[("'‘“]?\p{L}([\p{L}\p{M}'’-]*|[\p{L}\p{M}]*\d{1,2})['’"”)]*[.,;:!?)]*$/u;
/** A number or an amount. Not `1.` or `1)`, which begin a list. */
const NUMBER = /^[+±-]?\$?\d{1,3}(,?\d{3})*(\.\d+)?%?[,;:]?$/;
const SYMBOL = /^[–—→±…]$/;
/** GitHub links what may be the hash of a commit, letters only or not. */
const COMMIT = /^[0-9a-f]{7,40}\W*$/i;

/** A name, an address or a value of a plan as inline code, of bounded length. */
export function planCode(text: string): string {
  return code(truncated(text, MAX_CODE_LENGTH));
}

/**
 * A sentence that contains text of a plan, of bounded length. Only words without any meaning in GitHub's Markdown are shown as
 * they are. Every other one is inline code, in which there are no elements, links, mentions, references, emoji or formulas.
 *
 * @see https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 */
export function planSentence(text: string): string {
  const words = printable(truncated(text.replace(/\s+/g, " ").trim(), MAX_SENTENCE_LENGTH));
  return words === "" ? "(empty)" : words.split(" ").map(word).join(" ");
}

/** The beginning of a text that is longer than so many characters. */
export function truncated(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

function word(text: string): string {
  if (isPlain(text)) return text;
  const [, before = "", middle = "", after = ""] = /^(\(?)(.+?)([.,;:]*)$/.exec(text) ?? [];
  const closing = before !== "" && middle.endsWith(")") ? ")" : "";
  const inner = closing === "" ? middle : middle.slice(0, -1);
  if (inner === "") return code(text);
  const isPlainInside = closing !== "" && isPlain(inner);
  return `${before}${isPlainInside ? inner : code(inner)}${closing}${after}`;
}

function isPlain(text: string): boolean {
  return (WORD.test(text) || NUMBER.test(text) || SYMBOL.test(text)) && !COMMIT.test(text);
}
