/** What a parsed template names. */
export interface TemplateNames {
  /** Variables that it does not set itself. */
  readonly variables: ReadonlySet<string>;
  /** Columns named by `row["…"]`. */
  readonly rowMembers: ReadonlySet<string>;
  readonly filters: ReadonlySet<string>;
  readonly tests: ReadonlySet<string>;
  /** Whether `row` is named otherwise than with one column: then any may be read. */
  readonly usesWholeRow: boolean;
}

/** What the template language itself knows. */
const ownNames: ReadonlySet<string> = new Set(
  "true false none True False None loop namespace range caller raise_exception".split(" "),
);

/** The filters of the library; a test holds the list against it. */
export const knownFilters: readonly string[] =
  "abs bool capitalize default first float indent int items join last length list lower map rejectattr replace reverse safe selectattr sort string title tojson trim unique upper".split(
    " ",
  );

/** The tests of the library. */
export const knownTests: readonly string[] =
  "boolean callable defined eq equalto even false integer iterable lower mapping none number odd sequence string true undefined upper".split(
    " ",
  );

/** The members by which nodes hold others. */
type Member =
  | "value"
  | "operand"
  | "body"
  | "filter"
  | "test"
  | "loopvar"
  | "assignee"
  | "name"
  | "args"
  | "callee"
  | "key"
  | "object"
  | "property"
  | "computed";

type Node = { readonly type: string } & { readonly [name in Member]?: unknown };

function isNode(value: unknown): value is Node {
  return (
    typeof value === "object" && value !== null && "type" in value && typeof value.type === "string"
  );
}

/** Walks a parsed template. */
export function templateNames(program: unknown): TemplateNames {
  const walk = new Walk();
  walk.node(program);
  const variables = [...walk.used].filter((name) => !walk.set.has(name) && !ownNames.has(name));
  const { rowMembers, filters, tests, usesWholeRow } = walk;
  return { variables: new Set(variables), rowMembers, filters, tests, usesWholeRow };
}

class Walk {
  readonly used = new Set<string>();
  readonly set = new Set<string>();
  readonly rowMembers = new Set<string>();
  readonly filters = new Set<string>();
  readonly tests = new Set<string>();
  usesWholeRow = false;

  node(value: unknown): void {
    if (Array.isArray(value)) return value.forEach((item) => this.node(item));
    if (value instanceof Map) {
      for (const [key, member] of value) {
        this.node(key);
        this.node(member);
      }
      return;
    }
    if (isNode(value)) this.#enter(value);
  }

  #enter(node: Node): void {
    switch (node.type) {
      case "Identifier":
        if (node.value === "row") this.usesWholeRow = true;
        return void this.used.add(String(node.value));
      case "MemberExpression":
        return this.#member(node);
      case "FilterExpression":
      case "FilterStatement":
        this.node(node.operand);
        this.node(node.body);
        return this.#named(node.filter, this.filters);
      case "TestExpression":
        this.node(node.operand);
        return this.#named(node.test, this.tests);
      case "KeywordArgumentExpression":
        return this.node(node.value);
      case "For":
        this.#declare(node.loopvar);
        return this.#rest(node, "loopvar");
      case "Set":
        this.#declare(node.assignee);
        return this.#rest(node, "assignee");
      case "Macro":
        this.#declare(node.name);
        this.#declare(node.args);
        return this.node(node.body);
      default:
        return this.#rest(node, "type");
    }
  }

  #member(node: Node): void {
    const { object, property, computed } = node;
    const isRow = isNode(object) && object.type === "Identifier" && object.value === "row";
    const isName = isNode(property) && (computed !== true || property.type === "StringLiteral");
    if (isRow && isName) {
      this.used.add("row");
      this.rowMembers.add(String(property.value));
      return;
    }
    this.node(object);
    if (computed === true) this.node(property);
  }

  #named(node: unknown, names: Set<string>): void {
    if (!isNode(node)) return;
    if (node.type === "Identifier") return void names.add(String(node.value));
    if (node.type !== "CallExpression") return this.node(node);
    this.#named(node.callee, names);
    this.node(node.args);
  }

  #declare(node: unknown): void {
    if (Array.isArray(node)) return node.forEach((item) => this.#declare(item));
    if (!isNode(node)) return;
    if (node.type === "Identifier") this.set.add(String(node.value));
    else if (node.type === "TupleLiteral") this.#declare(node.value);
    else if (node.type === "KeywordArgumentExpression") {
      this.#declare(node.key);
      this.node(node.value);
    } else this.node(node);
  }

  #rest(node: Node, but: string): void {
    for (const [name, member] of Object.entries(node)) if (name !== but) this.node(member);
  }
}
