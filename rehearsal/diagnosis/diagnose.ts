import type { Finding, Step } from "../model";
import { secretBlanker } from "../secrets";
import { knownFailures } from "./catalogue";
import { placeOf } from "./place";
import { type Captured, type DiagnosisContext, filled, type KnownFailure } from "./rule";

/** As many as AWS shows of a failed command would be too few for a traceback. */
const shownLines = 50;

/** Pip lists every version of a package in one line. */
const longestLine = 500;

/** What a failed step means: where it went wrong, and what to change where the failure is a known one. Shows no secret. */
export function diagnose(failed: Step, context: DiagnosisContext): Finding {
    const step = withoutSecrets(failed, context.secrets);
    const read = { ...step, output: withoutHeads(step.output) };
    const known = firstKnown(read, context);
    const { file, line } = placeOf(read, known?.captured ?? {}, context);
    return {
        what: whatHappened(step),
        file,
        line,
        lastLines: lastLines(step.output),
        cause: known && filled(known.rule.cause, known.captured),
        advice: known && filled(known.rule.advice, known.captured),
    };
}

/** The rules that know the step, in their order: the first one speaks. */
export const knownAs = (step: Step, context: DiagnosisContext): { rule: KnownFailure; captured: Captured }[] =>
    knownFailures
        .filter(({ phases }) => phases.includes(step.phase))
        .flatMap((rule) => {
            const captured = rule.matches(step, context);
            return captured === undefined
                ? []
                : [{ rule, captured: { python: context.python, name: step.name, ...captured } }];
        });

const firstKnown = (step: Step, context: DiagnosisContext) => knownAs(step, context)[0];

/** Blanked before it is shortened, which may cut a value in two, and once more when nothing stands between the parts of one. */
function withoutSecrets(step: Step, secrets: readonly string[]): Step {
    const blank = secretBlanker(secrets);
    return {
        ...step,
        name: blank(step.name),
        output: blank(plain(blank(step.output))),
        note: step.note === undefined ? undefined : blank(step.note),
    };
}

/** A bundle's script may print a file of megabytes in one line; patterns would take minutes over it. */
const longestOutput = 1_000_000;
const longestWord = 1000;

/** The end of it, without colours, and with what a progress bar leaves at last. */
const plain = (output: string): string =>
    output
        .slice(-longestOutput)
        .replaceAll(new RegExp(`(\\S{${longestWord}})\\S+`, "g"), "$1…")
        // eslint-disable-next-line no-control-regex -- colours begin with the escape character
        .replaceAll(/\u001b\[[0-9;?]*[A-Za-z]/g, "")
        .replaceAll(/\r+\n/g, "\n")
        .replaceAll(/^.*\r/gm, "");

/** What the log daemon writes before each line of a process, such as `Nov 21 22:20:04 ip-172-31-0-10 web[755]: `. */
const withoutHeads = (output: string): string =>
    output.replaceAll(/^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ [\w-]+(?:\[\d+\])?: ?/gm, "");

function whatHappened({ instance, name, exitCode, note }: Step): string {
    const end =
        exitCode === undefined
            ? "failed"
            : exitCode > 128
              ? `was ended by a signal (exit code ${exitCode})`
              : `ended with exit code ${exitCode}`;
    return `${instance}: ${name} ${end}${note === undefined ? "" : ` (${note})`}`;
}

function lastLines(output: string): string[] {
    const lines = output.trimEnd().split("\n");
    return output.trim() === ""
        ? []
        : lines
              .slice(-shownLines)
              .map((line) => (line.length > longestLine ? `${line.slice(0, longestLine)}…` : line.trimEnd()));
}
