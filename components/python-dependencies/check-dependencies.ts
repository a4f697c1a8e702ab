import * as path from "node:path";
import type { Problem } from "../problem";
import { indented } from "../words";
import { cachedReport, cacheKey, storeReport, wheelCache } from "./cache";
import { hashProblems, unhashedProblems } from "./hash-checks";
import { indexHook } from "./index-access";
import { readRequirements, Requirements } from "./inputs";
import { indexOptions, lockPackages } from "./lock-text";
import { hasCredentials } from "./names";
import { withMissingPackages } from "./needed-packages";
import { pipLimits } from "./pip";
import { declaredPackages, knownPackages } from "./known-packages";
import type { DependencyFile, DependencyPlan, DependencyReport } from "./plan";
import type { Answer, ResolvedPackage } from "./resolution";
import { resolveRequirements } from "./resolver";
import { realTools, Tools } from "./run";
import { compileNotices } from "./system-packages";
import { downloadWheels, offlineOptions, unvendorable, wheelFolder } from "./vendor-wheels";

export type { DependencyPlan, DependencyReport } from "./plan";

const nothing: DependencyReport = { problems: [], notices: [], files: [], wheels: [] };

/**
 * Resolves an application's requirements for the Python and the platform of the instance, before anything is bundled, and says which files the bundle
 * needs for them. Nothing is installed on this machine; uv may build a source package in its own cache to learn what it needs.
 *
 * Limits: an application without any dependency file gives an empty report, as the bundle has its own notice for that. The platform's own Gunicorn is not
 * part of the check. A private index is reached with the credentials that uv and pip find on this machine (see `index-access.ts`).
 *
 * @returns problems and notices; a problem never shows a secret
 * @throws errors of the file system, which are not about the requirements
 */
export async function checkDependencies(plan: DependencyPlan, tools: Tools = realTools): Promise<DependencyReport> {
    const settings = settingProblems(plan);
    const requirements = readRequirements(plan);
    if (requirements === undefined || settings.length > 0) {
        return { ...nothing, problems: settings, notices: requirements === undefined ? pipfileNotice(plan) : [] };
    }
    const problems = [...requirements.problems, ...unhashedProblems(requirements)];
    if (problems.length > 0) {
        return { ...nothing, problems, notices: requirements.notices };
    }
    if (plan.check === "off" && plan.lock === false && !plan.vendorWheels) {
        const packages = declaredPackages(requirements);
        return { ...nothing, notices: requirements.notices, files: ownFiles(plan, requirements), packages };
    }
    const key = cacheKey(plan, requirements, tools);
    const cached = cachedReport(plan, key, tools.now());
    if (cached !== undefined) {
        return cached;
    }
    const resolution = await resolveRequirements(plan, requirements, tools);
    const packages = knownPackages(requirements, resolution);
    const found = { ...(await reportOf(plan, requirements, resolution, tools)), packages };
    const report = withMissingPackages(found, plan.needed ?? [], requirements, resolution);
    // What may be otherwise with the next try is not kept: a problem, or a check that could not be made.
    if (resolution.kind === "resolved" && report.problems.length === 0) {
        storeReport(plan, key, tools.now(), report);
    }
    return report;
}

function settingProblems({ indexUrl, lock }: DependencyPlan): Problem[] {
    const problems: Problem[] = [];
    if (indexUrl !== undefined && hasCredentials(indexUrl)) {
        problems.push({
            where: "app.python.indexUrl",
            got: "a URL with a user or password in it (not shown)",
            allowed: "the URL without credentials",
            remedy: "Take them out and change them. Put the whole URL into the secret PIP_INDEX_URL; on this machine uv and pip read ~/.netrc.",
        });
    }
    const newest = lock === false ? undefined : lock.excludeNewer;
    if (
        newest !== undefined &&
        (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?$/.test(newest) || Number.isNaN(Date.parse(newest)))
    ) {
        problems.push({
            where: "app.python.lock.excludeNewer",
            got: newest,
            allowed: "a date (2026-01-31) or a moment (2026-01-31T12:00:00Z)",
            remedy: "Correct the date, and quote it in the stack file.",
        });
    }
    return problems;
}

function pipfileNotice({ ownPaths }: DependencyPlan): string[] {
    return ownPaths.has("Pipfile")
        ? ["Pipfile has no Pipfile.lock beside it, so it was not checked. Lock it: pipenv lock."]
        : [];
}

async function reportOf(
    plan: DependencyPlan,
    requirements: Requirements,
    resolution: Answer,
    tools: Tools,
): Promise<DependencyReport> {
    switch (resolution.kind) {
        case "resolved":
            return resolvedReport(plan, requirements, resolution, tools);
        case "unchecked":
            return uncheckedReport(plan, requirements, resolution.reason);
        case "conflict":
        case "unreadable":
            return { ...nothing, problems: [refusal(plan, requirements, resolution)], notices: requirements.notices };
    }
}

function refusal(
    { pythonVersion, architecture }: DependencyPlan,
    { origin }: Requirements,
    { kind, explanation }: { kind: "conflict" | "unreadable"; explanation: string },
): Problem {
    if (/ was not found in the (package registry|provided package locations)/.test(explanation)) {
        return {
            where: origin,
            got: `a package that the index does not have:\n${indented(explanation)}`,
            allowed: "packages of the index",
            remedy: "Correct its name, or set app.python.indexUrl to the index that has it.",
        };
    }
    return kind === "conflict"
        ? {
              where: origin,
              got: `requirements that cannot be installed together:\n${indented(explanation)}`,
              allowed: `versions that agree, for Python ${pythonVersion} on ${architecture}`,
              remedy: "Loosen or change one of the versions named above. Elastic Beanstalk would fail on the instance with the same conflict.",
          }
        : {
              where: origin,
              got: `requirements that cannot be read:\n${indented(explanation)}`,
              allowed: "the requirements file format of pip",
              remedy: "Correct the line named above.",
          };
}

/** Without an answer there is no lock and there are no wheels, so who asked for those must know. */
function uncheckedReport(plan: DependencyPlan, requirements: Requirements, reason: string): DependencyReport {
    const [summary = "", ...details] = reason.split("\n");
    const asking = [...(plan.check === "required" ? ["app.python.check"] : []), ...askedFor(plan)];
    const explained = details.length === 0 ? summary : `${summary}:\n${indented(details.join("\n"))}`;
    const problems = asking.map((where) => ({
        where,
        got: `requirements that could not be checked: ${explained}`,
        allowed: "an answer of uv or pip",
        remedy: "Install uv (pip install uv) and see that the package index can be reached from here.",
    }));
    const notice = `The requirements of ${requirements.origin} were not checked: ${explained}\nA conflict would show on the instance only.`;
    return {
        ...nothing,
        problems,
        notices: [...requirements.notices, ...(problems.length === 0 ? [notice] : [])],
        files: problems.length === 0 ? ownFiles(plan, requirements) : [],
    };
}

async function resolvedReport(
    plan: DependencyPlan,
    requirements: Requirements,
    { packages, resolver }: Extract<Answer, { kind: "resolved" }>,
    tools: Tools,
): Promise<DependencyReport> {
    const notices = [
        ...requirements.notices,
        ...(resolver === "pip" ? [pipLimits] : []),
        ...compileNotices(packages, plan.pythonVersion),
    ];
    const problems = hashProblems(packages, requirements);
    if (problems.length > 0 || (plan.lock === false && !plan.vendorWheels)) {
        return { problems, notices, files: problems.length > 0 ? [] : ownFiles(plan, requirements), wheels: [] };
    }
    if (resolver === "pip") {
        return { ...nothing, problems: askedFor(plan).map(uvNeeded), notices };
    }
    const { problems: found, files, wheels } = await pinnedReport(plan, requirements, packages, tools);
    return { problems: found, notices, files, wheels };
}

/** pip takes markers from this machine's Python, so its pins might not be those of the instance. */
const uvNeeded = (where: string): Problem => ({
    where,
    got: "requirements that only pip could resolve here",
    allowed: "versions that were resolved for the instance, which pip cannot do",
    remedy: "Install uv on this machine (pip install uv).",
});

const askedFor = ({ lock, vendorWheels }: DependencyPlan): string[] => [
    ...(lock === false ? [] : ["app.python.lock"]),
    ...(vendorWheels ? ["app.python.vendorWheels"] : []),
];

/** A lock, with or without its wheels. */
async function pinnedReport(
    plan: DependencyPlan,
    requirements: Requirements,
    packages: readonly ResolvedPackage[],
    tools: Tools,
): Promise<DependencyReport> {
    const unfit = plan.vendorWheels ? unvendorable(packages) : [];
    const { pins, problems } = lockPackages(
        packages,
        requirements,
        plan.lock === false ? "app.python.vendorWheels" : "app.python.lock",
    );
    if (unfit.length > 0 || problems.length > 0) {
        return { ...nothing, problems: unfit.length > 0 ? unfit : problems };
    }
    const options = indexOptions(requirements);
    const head = `# Written by django-beanstalk from ${requirements.origin}, for Python ${plan.pythonVersion} on ${plan.architecture}.`;
    if (!plan.vendorWheels) {
        const content = [head, ...options, pins, ""].join("\n");
        return {
            ...nothing,
            files: [requirementsFile(content, "Pins every package and its hash."), ...hookFiles(plan)],
        };
    }
    const folder = wheelCache(plan, pins);
    const vendored = await downloadWheels(plan, [...options, pins, ""].join("\n"), folder, tools);
    const content = [head, ...offlineOptions, pins, ""].join("\n");
    return {
        problems: vendored.problems,
        notices: [],
        files:
            vendored.problems.length > 0
                ? []
                : [requirementsFile(content, "Installs the wheels of the bundle, without a network.")],
        wheels: vendored.files.map((name) => ({ path: `${wheelFolder}/${name}`, source: path.join(folder, name) })),
    };
}

const requirementsFile = (content: string, reason: string): DependencyFile => ({
    path: "requirements.txt",
    content,
    executable: false,
    reason,
});

function ownFiles(plan: DependencyPlan, { derived, origin }: Requirements): DependencyFile[] {
    const own =
        derived === undefined
            ? []
            : [requirementsFile(derived, `Says to the platform what ${origin} says, which it does not read.`)];
    return [...own, ...hookFiles(plan)];
}

const hookFiles = ({ indexUrl }: DependencyPlan): DependencyFile[] =>
    indexUrl === undefined ? [] : [indexHook(indexUrl)];
