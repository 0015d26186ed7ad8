import { targetSettings } from "../../core/config/target-setting.js";
import { rules } from "../../core/rules/index.js";

/** The text of `tunewright check --help`. */
export const checkHelp = `Usage: tunewright check [PATHS…] [options]

Checks fine-tuning datasets. A path is a file, a directory (all *.jsonl and *.ndjson files in it,
without what .gitignore names), a glob, or - for standard input. Without a path: this directory.

The nearest tunewright.json in the folder of a dataset or above names its target, the severities
of rules and what is not checked. --target and --rule win over it.

A file for validation or tests (valid, val, dev, test, eval or holdout in its name or the name of its
folder) is compared with the training file beside it (train), named or not.

Options
  --target T            who will read the dataset: ${targetSettings.join(", ")};
                        auto, unless a tunewright.json says otherwise, is the one that fits the format;
                        all prints what every target makes of each dataset (text or json)
  --model M             the model to be tuned: it says how tokens are counted and how many a record
                        may have; ft:… stands for what it was made of
  --tokenizer FILE      count tokens with this tokenizer.json
  --max-tokens N        the most tokens that a record may have
  --config FILE         read this configuration for all datasets instead of looking for one
  --no-config           look for none
  --format F            text (default), json, sarif or github
  --json                the same as --format json
  --rule ID=SEVERITY    error, warning, information, hint or off; can be given several times
  --label-errors        also name labels that are probably wrong: a small classifier is trained on this
                        machine; the same as --rule label-error=information
  --max-findings N      how many findings of each rule are shown (default 20, in other formats 1000;
                        "all" for no limit); the counts are complete all the same
  --fail-on SEVERITY    exit with 1 from this severity on: error (default), warning,
                        information, hint
  --fix                 apply the safe fixes: no record is removed, nothing is guessed
  --fix=all             apply all fixes: also those that remove duplicates or complete cut lines;
                        the records of a table or a JSON list (data.csv) are written beside it, as
                        data.jsonl, which may not exist yet
  --fix-dry-run         print what --fix (or --fix=all) would change as a unified diff, change nothing
  --against FILE        look for the records of this file (leakage), and not for those of the files
                        beside a dataset by their names; can be given several times
  --stdin-filename F    the name to show for standard input
  --help

The rules near-duplicate and normalised-duplicate compare all records with each other. In a file of
more than 64 MiB they run only where --rule or tunewright.json names them; the report says so.

With - and --fix the fixed dataset goes to standard output and the report to standard error.

Exit codes: 0 fine, 1 findings at or above --fail-on, 2 wrong use or unreadable input.

Rules: ${rules.map(({ id }) => id).join(", ")}
`;
