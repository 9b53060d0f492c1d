import addFormats from "ajv-formats";
import { Ajv2020 } from "ajv/dist/2020";
import standaloneCode from "ajv/dist/standalone";
import type { Dataset } from "../dataset/dataset";
import { createContractCheck } from "./contract-violation";
import type { ContractCheck } from "./contract-violation";
import { eventSchema } from "./event-schema";
import { customKeywords } from "./json-schema";

/** Compiles the contract of a dataset into a check that runs in this process. */
export function compileContract(dataset: Dataset): ContractCheck {
  return createContractCheck(contractCompiler().compile(eventSchema(dataset)));
}

/** CommonJS code of the validator of a dataset's contract; it requires Ajv's runtime, but not its compiler. */
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
    // Errors include their schema, which has the rule in words and the personal-data flag.
    verbose: true,
    code: { source: true },
  });
  compiler.addVocabulary([...customKeywords]);
  addFormats(compiler, ["date", "date-time"]);
  return compiler;
}
