const sentences = new Intl.Segmenter("en", { granularity: "sentence" });

/**
 * What a page says, piece by piece and in order: each sentence of its text and lists, each part of a table's row that a
 * semicolon ends, each command of a shell block (as `$ command`), and any other block as a whole. Line breaks become
 * spaces; headings say nothing.
 */
export function claimsOf(page: string): string[] {
  return blocksOf(page).flatMap((block) => {
    const [, language = "", code] = /^```(\w*)\n([^]*?)\n?```$/.exec(block) ?? [];
    if (code !== undefined) return language === "sh" ? commandsIn(code) : [oneLine(block)];
    if (block.startsWith("#")) return [];
    if (block.startsWith("|")) return block.split("\n").slice(2).flatMap(partsOfRow);
    return block.split(/^(?=- )/m).flatMap((text) => sentencesIn(oneLine(text)));
  });
}

/** Parts of a page that empty lines separate, except inside of code. */
function blocksOf(page: string): string[] {
  return page
    .split(/^(```[^]*?^```)$/m)
    .flatMap((part) => (part.startsWith("```") ? [part] : part.split(/\n{2,}/)))
    .map((block) => block.trim())
    .filter((block) => block !== "");
}

/** Both commands of `npm ci && npm test`. */
function commandsIn(code: string): string[] {
  return code
    .split(/\n|&&/)
    .map((command) => command.trim())
    .filter((command) => command !== "")
    .map((command) => `$ ${command}`);
}

/** Each part of a row's second cell, after the first cell. */
function partsOfRow(row: string): string[] {
  const [name = "", purpose = ""] = row.slice(1, -1).split(/(?<!\\)\|/);
  return purpose.split(";").map((part) => `${name.trim()}: ${part.trim()}`);
}

/** Code, pictures and links are no sentences of their own, whatever stops are in them. */
function sentencesIn(text: string): string[] {
  const hidden: string[] = [];
  // A sentence may begin with code, so that its mask begins with a capital.
  const masked = text.replaceAll(
    /`[^`]+`|!\[[^\]]*\]\([^)]*\)|(?<=\])\([^)]*\)/g,
    (code) => `X\uE000${"x".repeat(hidden.push(code))}\uE001`,
  );
  return [...sentences.segment(masked)]
    .map(({ segment }) =>
      segment.trim().replaceAll(/X\uE000(x+)\uE001/g, (_, x: string) => hidden[x.length - 1] ?? ""),
    )
    .filter((sentence) => sentence !== "");
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
