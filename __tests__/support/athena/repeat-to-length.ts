/** Repeats a part until the text has a length. */
export function repeatToLength(head: string, part: string, length: number, tail = ""): string {
  const count = Math.floor((length - head.length - tail.length) / part.length);
  return head + part.repeat(count) + tail;
}
