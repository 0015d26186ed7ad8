import { aliasOf } from "../templates/column-names.js";

/** A column as templates name it. */
export function variableFor(name: string): string {
  const alias = aliasOf(name);
  return /^[A-Za-z_]\w*$/.test(alias) && !reserved.has(alias) ? alias : `row[${quoted(name)}]`;
}

/** Words of the template language. */
const reserved: ReadonlySet<string> = new Set(
  "row item loop if else elif for in is not and or set true false none True False None".split(" "),
);

function quoted(name: string): string {
  return `'${name.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

/** A name as YAML, in quotes where it could be something else. */
export function yamlName(name: string): string {
  return /^[A-Za-z_][\w ]*\w$/.test(name) && !/^(?:true|false|null|yes|no|on|off)$/i.test(name)
    ? name
    : JSON.stringify(name);
}
