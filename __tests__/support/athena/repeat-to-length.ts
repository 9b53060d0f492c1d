/** A text of a length, made of a part again and again. */
export function repeatToLength(head: string, part: string, length: number, tail = ""): string {
  const count = Math.floor((length - head.length - tail.length) / part.length);
  return head + part.repeat(count) + tail;
}
