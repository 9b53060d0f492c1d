import type { StoredPage, StoredPageRequest } from "../../s3/listing/stored-objects";
import type { AskStored } from "../engine/sources/objects/object-pages";

/** Questions of a query process to the emulator about stored objects, until they are answered. */
export class StoredObjectQuestions {
  private readonly waiting = new Map<number, (page: StoredPage | undefined) => void>();
  private asked = 0;

  /** @param send sends a question to the emulator */
  constructor(private readonly send: (id: number, request: StoredPageRequest) => void) {}

  readonly ask: AskStored = (request) =>
    new Promise((resolve) => {
      this.asked += 1;
      this.waiting.set(this.asked, resolve);
      this.send(this.asked, request);
    });

  /** Passes an answer on to who asked. */
  answer(id: number, page: StoredPage | undefined): void {
    this.waiting.get(id)?.(page);
    this.waiting.delete(id);
  }
}
