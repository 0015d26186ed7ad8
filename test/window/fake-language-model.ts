import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const manifest = {
  name: "fake-language-model",
  publisher: "tunewright-tests",
  version: "0.0.1",
  engines: { vscode: "^1.104.0" },
  main: "./extension.cjs",
  activationEvents: ["*"],
  contributes: {
    languageModelChatProviders: [{ vendor: "fake", displayName: "Fake models" }],
  },
};

/** Newer than the editor that our types are of. */
const program = `
const { appendFileSync, readFileSync } = require("node:fs");
const vscode = require("vscode");

const model = {
  id: "fake-1",
  name: "Fake One",
  family: "fake",
  version: "1",
  maxInputTokens: 100000,
  maxOutputTokens: 10000,
  isUserSelectable: true,
  capabilities: {},
};

exports.activate = ({ subscriptions }) => {
  const provider = {
    provideLanguageModelChatInformation: () => [model],
    provideTokenCount: () => 1,
    async provideLanguageModelChatResponse(_, messages, __, progress) {
      const texts = messages.flatMap(({ content }) => content.map(({ value }) => value));
      appendFileSync(ASKED, texts.join("\\n") + "\\n");
      const answer = readFileSync(ANSWER, "utf8");
      for (const piece of answer.match(/[^]{1,20}/g) ?? [])
        progress.report(new vscode.LanguageModelTextPart(piece));
    },
  };
  subscriptions.push(vscode.lm.registerLanguageModelChatProvider("fake", provider));
};
`;

/** An extension with a language model that writes down what it is asked. */
export interface FakeLanguageModel {
  /** The folder of the extension. */
  readonly extension: string;
  /** The file with all that it was asked; not there before the first time. */
  readonly asked: string;
}

/** Writes the extension into a folder. Its model, "Fake One" of "fake", always answers the same. */
export function writeFakeLanguageModel(folder: string, answer: string): FakeLanguageModel {
  const extension = join(folder, "fake-language-model");
  const [asked, answers] = [join(folder, "asked.txt"), join(folder, "answer.txt")];
  mkdirSync(extension, { recursive: true });
  writeFileSync(answers, answer);
  writeFileSync(join(extension, "package.json"), JSON.stringify(manifest));
  const places = `const ASKED = ${JSON.stringify(asked)}, ANSWER = ${JSON.stringify(answers)};`;
  writeFileSync(join(extension, "extension.cjs"), `${places}${program}`);
  return { extension, asked };
}
