/**
 * What an editor knows of each name that the packages export: its documentation, and the types that its signature
 * names.
 */
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { packageFolders, readPackageJson, repository } from "../packages.ts";

/** A name that a package exports. */
export interface ExportedName {
  /** As it is imported: `@understudy/core/adapter`. */
  readonly entry: string;
  readonly name: string;
  /** Whether it is there at run time: a function, a class, a constant. */
  readonly isValue: boolean;
  readonly isFunction: boolean;
  /** The text that hovering over it shows, without tags. */
  readonly text: string;
  /** The names of its tags, such as `throws` and `example`. */
  readonly tags: readonly string[];
  /** Types of this repository that its signature names and no package exports. */
  readonly unexported: readonly string[];
}

/** Every export of every entry of the workspace's packages. */
export function exportedNames(): readonly ExportedName[] {
  const entries = packageFolders.flatMap((folder) => entriesOf(join(repository, "packages", folder)));
  const program = ts.createProgram(
    entries.map(({ file }) => file),
    compilerOptions(),
  );
  const checker = program.getTypeChecker();
  const exportsOf = entries.map(({ entry, file }) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(file)!);
    if (module === undefined) throw new Error(`${relative(repository, file)} exports nothing`);
    return { entry, symbols: checker.getExportsOfModule(module) };
  });
  const original = (symbol: ts.Symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const known = new Set(exportsOf.flatMap(({ symbols }) => symbols.map(original)));

  return exportsOf.flatMap(({ entry, symbols }) =>
    symbols.map((exported): ExportedName => {
      const symbol = original(exported);
      const declarations = symbol.declarations ?? [];
      const named = new Set(declarations.flatMap((declaration) => namedTypes(declaration, checker, original)));
      return {
        entry,
        name: exported.name,
        isValue: (symbol.flags & ts.SymbolFlags.Value) !== 0,
        isFunction: declarations.some(ts.isFunctionDeclaration),
        text: ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim(),
        tags: symbol.getJsDocTags(checker).map((tag) => tag.name),
        unexported: [...named].filter((type) => isOurs(type) && !known.has(type)).map((type) => type.name),
      };
    }),
  );
}

/** The entries of a package, by the source that stands for each in the workspace. */
function entriesOf(folder: string): { readonly entry: string; readonly file: string }[] {
  const { name, exports } = readPackageJson(folder);
  return Object.entries(exports ?? {}).flatMap(([path, target]) =>
    typeof target === "string" ? [] : [{ entry: join(name, path), file: join(folder, target["@understudy/source"]) }],
  );
}

function compilerOptions(): ts.CompilerOptions {
  const file = join(repository, "tsconfig.json");
  const { config } = ts.readConfigFile(file, ts.sys.readFile);
  // The files are the entries, and what they import.
  return ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, dirname(file)).options;
}

/** The types that stand in what a declaration shows to its users: not in bodies, values and private members. */
function namedTypes(
  declaration: ts.Declaration,
  checker: ts.TypeChecker,
  original: (symbol: ts.Symbol) => ts.Symbol,
): ts.Symbol[] {
  const found: ts.Symbol[] = [];
  const ownParameters = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeParameterDeclaration(node)) ownParameters.add(node.name.text);
    if (ts.isTypeReferenceNode(node) || ts.isExpressionWithTypeArguments(node)) {
      const symbol = checker.getSymbolAtLocation(ts.isTypeReferenceNode(node) ? node.typeName : node.expression);
      if (symbol !== undefined && !ownParameters.has(symbol.name)) found.push(original(symbol));
    }
    ts.forEachChild(node, (child) => {
      if (!isHidden(child)) visit(child);
    });
  };
  visit(declaration);
  return found;
}

function isHidden(node: ts.Node): boolean {
  if (ts.isBlock(node) || ts.isParameter(node) ? false : ts.isExpression(node)) {
    return !ts.isExpressionWithTypeArguments(node);
  }
  if (ts.isBlock(node)) return true;
  if (!ts.isClassElement(node)) return false;
  if (node.name !== undefined && ts.isPrivateIdentifier(node.name)) return true;
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)
  );
}

function isOurs(symbol: ts.Symbol): boolean {
  const file = symbol.declarations?.[0]?.getSourceFile().fileName ?? "";
  return relative(join(repository, "packages"), file).match(/^[\w-]+\/src\//) !== null;
}
