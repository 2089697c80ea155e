export { ALL_CASES } from "./cases/all-cases.ts";
export type { Transfer } from "./client/client-result.ts";
export type { CaseRequest, ClientBehaviour, ConformanceCase, Need } from "./format/case.ts";
export {
  CONFIGURATIONS,
  type ConfigurationName,
  type ConfigurationSpec,
  type RootKind,
} from "./format/configuration.ts";
export type {
  BodyExpectation,
  ClientExpectation,
  Expectation,
  FieldExpectation,
  FieldExpectations,
  LogExpectation,
  SecondaryExpectation,
  TextExpectation,
} from "./format/expectation.ts";
export { RULE_TEXTS } from "./format/rule-texts.ts";
export { RULE_IDS, type RuleId } from "./format/rules.ts";
export type {
  CaseCatalog,
  CaseFile,
  CaseSources,
  Damage,
  FileContent,
  FixtureName,
  RewrittenFixture,
} from "./format/sources.ts";
export type { Field } from "./http1/head.ts";
export { LaunchError, StartRefusedError } from "./launcher/launch-error.ts";
export { type LaunchedServer, type LaunchOptions, launchServer } from "./launcher/launch-server.ts";
export { createLineFeed, type LineFeed, type WritableLineFeed } from "./launcher/line-feed.ts";
export { STATE_MARKS } from "./report/html-matrix.ts";
export { type HtmlReportOptions, htmlReport } from "./report/html-report.ts";
export { jsonReport } from "./report/json-report.ts";
export { type RuleState, type RuleSummary, summariseRules } from "./report/rule-summary.ts";
export { tapReport } from "./report/tap-report.ts";
export { textReport } from "./report/text-report.ts";
export type { CaseEvidence, RequestEvidence } from "./runner/evidence.ts";
export type {
  CaseOutcome,
  CaseResult,
  ConformanceOutcome,
  ConformanceResults,
  KnownGap,
  Mismatch,
  Outcome,
} from "./runner/result.ts";
export { type ConformanceOptions, runConformance } from "./runner/run-conformance.ts";
export { type StartCommandOptions, startCommand } from "./runner/start-command.ts";
export type { AnyTarget, HandlerTarget, SocketTarget, StartTarget, Target, TargetSetup } from "./runner/target.ts";
export type { AnswerBehaviour, Behaviour, BodySpec, DripBehaviour, SentFraming } from "./secondary/behaviour.ts";
