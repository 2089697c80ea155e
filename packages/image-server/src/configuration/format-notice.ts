import { TERMINAL_CHARACTERS } from "@understudy/core/adapter";
import type { ConfigurationNotice } from "./configuration.ts";

/**
 * A notice as one line for an operator: `error: conf/PlatformServer.conf:3: …`. File names and values come from
 * outside: what would end the line, move the terminal's cursor or turn its reading direction is written as `\u{…}`.
 */
export function formatNotice(notice: ConfigurationNotice): string {
  const place = notice.line === undefined ? notice.file : `${notice.file}:${notice.line}`;
  const column = notice.column === undefined ? "" : ` [${notice.column}]`;
  return `${notice.severity}: ${place}${column}: ${notice.message}`.replace(UNSAFE, escapeCharacter);
}

const UNSAFE = new RegExp(`[${TERMINAL_CHARACTERS}]`, "g");

function escapeCharacter(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}
