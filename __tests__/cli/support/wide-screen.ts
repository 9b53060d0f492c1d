/** Lets the tables of a file's tests be as wide as they can be: what they say is tested, not how they fit. */
export function useWideScreen(): void {
  const { columns } = process.stdout;
  beforeAll(() => void Object.assign(process.stdout, { columns: 1_000 }));
  afterAll(() => void Object.assign(process.stdout, { columns }));
}

/** A printed text with each of its lines behind the one before, so that sentences are whole. */
export function unfolded(text: string): string {
  return text.replaceAll("\n", " ");
}
