import { checkAnswers, readsMetadata } from "../check-answers";

describe("the metadata tables of Iceberg tables", () => {
  checkAnswers(readsMetadata);
});
