import addFormats from "ajv-formats";
import { Ajv2020 } from "ajv/dist/2020";
import standaloneCode from "ajv/dist/standalone";
import type { Dataset } from "../dataset/dataset";
import { createContractCheck } from "./contract-violation";
import type { ContractCheck } from "./contract-violation";
import { eventSchema } from "./event-schema";
import { customKeywords } from "./json-schema";

/** The check of a dataset's contract, for use in this process. */
export function compileContract(dataset: Dataset): ContractCheck {
  return createContractCheck(contractCompiler().compile(eventSchema(dataset)));
}

/** CommonJS code of the validator of a dataset's contract; it needs parts of Ajv, but not its compiler. */
export function contractCode(dataset: Dataset): string {
  const compiler = contractCompiler();
  return standaloneCode(compiler, compiler.compile(eventSchema(dataset)));
}

function contractCompiler(): Ajv2020 {
  const compiler = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    // A field may be called "constructor".
    ownProperties: true,
    // Errors carry their schema: it has the rule in words, and the mark of personal data.
    verbose: true,
    code: { source: true },
  });
  compiler.addVocabulary([...customKeywords]);
  addFormats(compiler, ["date", "date-time"]);
  return compiler;
}
