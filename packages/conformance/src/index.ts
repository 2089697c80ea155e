export { ALL_CASES } from "./cases/all-cases.ts";
export type { CaseRequest, ClientBehaviour, ConformanceCase, Need } from "./format/case.ts";
export { CONFIGURATIONS, type ConfigurationName, type ConfigurationSpec } from "./format/configuration.ts";
export type {
  ClientExpectation,
  Expectation,
  LogExpectation,
  SecondaryExpectation,
} from "./format/expectation.ts";
export { RULE_IDS, type RuleId } from "./format/rules.ts";
export type { CaseSources } from "./format/sources.ts";
export { LaunchError, type LaunchedServer, type LaunchOptions, launchServer } from "./launcher/launch-server.ts";
export { createLineFeed, type LineFeed, type WritableLineFeed } from "./launcher/line-feed.ts";
export type { CaseResult, ConformanceResults, KnownGap, Mismatch, Outcome } from "./runner/result.ts";
export { type ConformanceOptions, runConformance } from "./runner/run-conformance.ts";
export { type StartCommandOptions, startCommand } from "./runner/start-command.ts";
export type { HandlerTarget, SocketTarget, StartTarget, Target, TargetSetup } from "./runner/target.ts";
