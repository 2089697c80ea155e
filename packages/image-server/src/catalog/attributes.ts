import { didYouMean } from "@understudy/core/adapter";
import { clientAddressFilter } from "../configuration/address-list.ts";
import type { AttributeEntry } from "./attribute-file.ts";
import {
  type AttributeValue,
  bkgColorValue,
  defaultExtValue,
  errorDetailValue,
  hoursValue,
  jpegQualityValue,
  maxPixValue,
  orientationValue,
  rootPathValue,
  sourceCheckValue,
} from "./attribute-values.ts";
import type { CatalogAttributes } from "./catalog.ts";
import { CatalogFileError } from "./catalog-file-error.ts";
import { guardProblem, isGuard } from "./guard-attributes.ts";
import type { NoticeList } from "./notice-list.ts";

/** The attributes of a server without a `default.ini`. */
export const BUILT_IN_ATTRIBUTES: CatalogAttributes = {
  rootId: "",
  rootPath: "",
  staticContentRootPath: "",
  errorDetail: 1,
  expiration: 10,
  nonImgExpiration: 10,
  jpegQuality: 85,
  bkgColor: 0xffffff,
  maxPix: { width: 4000, height: 4000 },
  orientation: "apply",
  sourceCheck: "lenient",
  clientAddressFilter: [],
};

/** The data files that an attribute file names, as written: relative to its folder or absolute. Never inherited. */
export interface DataFileNames {
  readonly images: readonly string[];
  readonly staticContent: readonly string[];
  readonly fontMap: readonly string[];
  readonly profileMap: readonly string[];
}

type TextKey = "defaultFont" | "defaultImage" | "errorImage" | "defaultExt";
type ValueReader = (value: string) => AttributeValue;

/** Attributes whose empty value means "inherited", and whose bad value is reported and then inherited too. */
const VALUE_READERS: Readonly<Record<string, ValueReader>> = {
  errordetail: errorDetailValue,
  expiration: hoursValue("expiration"),
  nonimgexpiration: hoursValue("nonImgExpiration"),
  jpegquality: jpegQualityValue,
  bkgcolor: bkgColorValue,
  maxpix: maxPixValue,
  orientation: orientationValue,
  sourcecheck: sourceCheckValue,
};

/** Attributes whose empty value means "none", even if the default catalog has one. */
const TEXT_READERS: Readonly<Record<string, { key: TextKey; read: ValueReader }>> = {
  defaultfont: { key: "defaultFont", read: (defaultFont) => ({ set: { defaultFont } }) },
  defaultimage: { key: "defaultImage", read: (defaultImage) => ({ set: { defaultImage } }) },
  errorimage: { key: "errorImage", read: (errorImage) => ({ set: { errorImage } }) },
  defaultext: { key: "defaultExt", read: defaultExtValue },
};

/** A wrong folder would serve wrong files, so that a bad one makes the catalog unusable. */
const ROOT_READERS: Readonly<Record<string, ValueReader>> = {
  rootpath: rootPathValue("rootPath"),
  staticcontentrootpath: rootPathValue("staticContentRootPath"),
};

const DATA_FILES: Readonly<Record<string, keyof DataFileNames>> = {
  catalogfile: "images",
  staticcontentcatalogfile: "staticContent",
  fontmapfile: "fontMap",
  iccprofilemapfile: "profileMap",
};

const KNOWN_NAMES = [
  ..."RootId RootPath CatalogFile StaticContentCatalogFile StaticContentRootPath FontMapFile DefaultFont".split(" "),
  ..."IccProfileMapFile DefaultImage ErrorImage ErrorDetail Expiration NonImgExpiration DefaultExt".split(" "),
  ..."JpegQuality BkgColor MaxPix Orientation SourceCheck ClientAddressFilter".split(" "),
];

const KNOWN_KEYS: ReadonlySet<string> = new Set(KNOWN_NAMES.map((name) => name.toLowerCase()));

/**
 * Turns the records of an attribute file into complete attributes. What a record means when its value is empty or bad
 * differs by kind (IS manual, "Attributes reference", and the tables above):
 *
 * - numbers, colours and sizes: empty is inherited; bad is an error notice and inherited;
 * - `DefaultFont`, `DefaultImage`, `ErrorImage`, `DefaultExt`: empty is none; bad is an error notice and inherited;
 * - `RootPath`, `StaticContentRootPath`: empty is none; bad breaks the catalog;
 * - `ClientAddressFilter`: empty is inherited; bad parts are left out and never open the catalog.
 *
 * @throws {CatalogFileError} for a bad root path, and for an attribute that guards what it holds and is not kept
 */
export function readAttributes(
  entries: readonly AttributeEntry[],
  inherited: CatalogAttributes,
  file: string,
  notices: NoticeList,
): { attributes: CatalogAttributes; dataFiles: DataFileNames } {
  let attributes: CatalogAttributes = { ...inherited, rootId: "" };
  const dataFiles: Record<keyof DataFileNames, readonly string[]> = {
    images: [],
    staticContent: [],
    fontMap: [],
    profileMap: [],
  };
  for (const entry of lastOfEach(entries, notices)) {
    const { name, value, line } = entry;
    // A name that every object has (`constructor`) is an unknown one.
    const key = KNOWN_KEYS.has(name.toLowerCase()) ? name.toLowerCase() : "";
    const place = { line, column: name };
    const unkept = guardProblem(name, value);
    if (unkept !== undefined) throw new CatalogFileError(file, unkept, place);
    if (isGuard(name)) continue;
    const dataFile = DATA_FILES[key];
    const reader = VALUE_READERS[key] ?? TEXT_READERS[key]?.read ?? ROOT_READERS[key];
    if (key === "rootid") {
      attributes = { ...attributes, rootId: value };
    } else if (key === "clientaddressfilter") {
      if (value === "") continue;
      const { filter, bad } = clientAddressFilter(value);
      attributes = { ...attributes, clientAddressFilter: filter };
      if (bad.length > 0) notices.error(badFilterMessage(name, bad, filter), place);
    } else if (dataFile !== undefined) {
      dataFiles[dataFile] = fileNames(value);
    } else if (reader === undefined) {
      const message = `the attribute ${JSON.stringify(name)} is not used by this server and is ignored`;
      notices.warning(message + didYouMean(name, KNOWN_NAMES), place);
    } else if (value === "") {
      attributes = withoutValue(attributes, key);
    } else {
      const read = reader(value);
      if ("set" in read) attributes = { ...attributes, ...read.set };
      else if (key in ROOT_READERS) throw new CatalogFileError(file, badMessage(name, value, read.allowed), place);
      else notices.error(`${badMessage(name, value, read.allowed)}; the inherited value is used`, place);
    }
  }
  return { attributes, dataFiles };
}

/** If the same name occurs more than once, the last one prevails (IS manual, "Catalog attribute files"). */
function lastOfEach(entries: readonly AttributeEntry[], notices: NoticeList): readonly AttributeEntry[] {
  const byName = new Map<string, AttributeEntry>();
  for (const entry of entries) {
    const earlier = byName.get(entry.name.toLowerCase());
    if (earlier) {
      const message = `${entry.name} is set again; the value of line ${earlier.line} is not used`;
      notices.warning(message, { line: entry.line, column: entry.name });
    }
    byName.set(entry.name.toLowerCase(), entry);
  }
  return [...byName.values()];
}

function withoutValue(attributes: CatalogAttributes, name: string): CatalogAttributes {
  const textKey = TEXT_READERS[name]?.key;
  if (textKey !== undefined) {
    const { [textKey]: _none, ...rest } = attributes;
    return rest;
  }
  if (name === "rootpath") return { ...attributes, rootPath: "" };
  if (name === "staticcontentrootpath") return { ...attributes, staticContentRootPath: "" };
  return attributes;
}

function fileNames(value: string): readonly string[] {
  return value
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function badMessage(name: string, value: string, allowed: string): string {
  return `${name} is ${JSON.stringify(value)}; allowed is ${allowed}`;
}

function badFilterMessage(name: string, bad: readonly string[], filter: readonly string[]): string {
  const shown = bad.map((part) => JSON.stringify(part)).join(", ");
  return `${name} holds ${shown}; allowed are addresses and CIDR ranges; in force is ${filter.join(", ")}`;
}
