import type { ConformanceCase } from "../format/case.ts";
import { BROKEN_TRANSFER_CASES } from "./broken-transfers.ts";
import { CORRUPT_IMAGE_CASES } from "./corrupt-images.ts";
import { FIRST_CASES } from "./first.ts";
import { FORWARDED_MESSAGE_CASES } from "./forwarded-messages.ts";
import { FORWARDED_STATUS_CASES } from "./forwarded-statuses.ts";
import { HEADER_FIELD_CASES } from "./header-fields.ts";
import { LEAVING_CLIENT_CASES } from "./leaving-clients.ts";
import { LOG_AND_CACHE_CASES } from "./log-and-cache.ts";
import { LOOP_CASES } from "./loops.ts";
import { LOST_KNOWLEDGE_CASES } from "./lost-knowledge.ts";
import { MISSING_IMAGE_CASES } from "./missing-images.ts";
import { NEVER_REDIRECTED_CASES } from "./never-redirected.ts";
import { PIPE_CASES } from "./pipes.ts";
import { PROFILE_AND_FONT_CASES } from "./profiles-and-fonts.ts";
import { PROVEN_DAMAGE_CASES } from "./proven-damage.ts";
import { ROOT_ONLY_CASES } from "./root-only.ts";
import { STATIC_CONTENT_CASES } from "./static-content.ts";
import { STREAMING_CASES } from "./streaming.ts";
import { SWITCH_CASES } from "./switched-off.ts";
import { TEXT_ERROR_CASES } from "./text-errors.ts";
import { TIMEOUT_CASES } from "./timeouts.ts";
import { UNREADABLE_CASES } from "./unreadable-sources.ts";
import { VERBATIM_TARGET_CASES } from "./verbatim-targets.ts";

/** Every case, in order. A case follows those that it depends on. */
export const ALL_CASES: readonly ConformanceCase[] = [
  ...FIRST_CASES,
  ...MISSING_IMAGE_CASES,
  ...CORRUPT_IMAGE_CASES,
  ...PROVEN_DAMAGE_CASES,
  ...PROFILE_AND_FONT_CASES,
  ...STATIC_CONTENT_CASES,
  ...NEVER_REDIRECTED_CASES,
  ...FORWARDED_STATUS_CASES,
  ...FORWARDED_MESSAGE_CASES,
  ...LOG_AND_CACHE_CASES,
  ...SWITCH_CASES,
  ...TIMEOUT_CASES,
  ...TEXT_ERROR_CASES,
  ...PIPE_CASES,
  ...UNREADABLE_CASES,
  ...LOST_KNOWLEDGE_CASES,
  ...ROOT_ONLY_CASES,
  ...VERBATIM_TARGET_CASES,
  ...HEADER_FIELD_CASES,
  ...LOOP_CASES,
  ...BROKEN_TRANSFER_CASES,
  ...LEAVING_CLIENT_CASES,
  ...STREAMING_CASES,
];
