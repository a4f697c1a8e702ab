import * as path from "node:path";
import { Answer, DetectedApp, Detection, DetectionAnswers, DetectionProblem, Finding } from "./detection";
import { directoryProblem, findProject } from "./manage-py";
import { projectFolders } from "./project-folder";
import { settingsNamedIn } from "./python-modules";
import { detectPython } from "./python-version";
import { detectRequirements } from "./requirements";
import { detectWsgi, findGateways } from "./server-gateway";
import { detectSettingsModule } from "./settings-module";
import { diskTree, Tree, Unreadable } from "./tree";
import { detectHealthPath } from "./urls-health";
import { walk } from "./walk";

/**
 * Reads a Django application as it lies on disk; nothing of it is run, nothing outside the directory is read.
 *
 * @param directory - the application, or a folder above it
 * @param answers - what the settings say already
 * @returns the application with what was found and assumed, or every problem at once
 */
export function detectDjangoApp(directory: string, answers: DetectionAnswers = {}): Detection {
    const absolute = path.resolve(directory);
    const wrong = directoryProblem(absolute);
    return wrong === undefined ? detectInTree(diskTree(absolute), answers) : { kind: "problems", problems: [wrong] };
}

export function detectInTree(tree: Tree, answers: DetectionAnswers): Detection {
    const project = findProject(tree, answers.directory);
    const detection: Detection =
        project.kind === "open"
            ? { kind: "problems", problems: [project.problem] }
            : detectProject(tree, project.value, project.findings, answers);
    const unreadable = tree.unreadable().map(readProblem);
    if (unreadable.length === 0) {
        return detection;
    }
    return {
        kind: "problems",
        problems: [...unreadable, ...(detection.kind === "problems" ? detection.problems : [])],
    };
}

function detectProject(
    searched: Tree,
    project: string,
    findings: readonly Finding[],
    answers: DetectionAnswers,
): Detection {
    const tree = searched.at(project);
    const { files } = walk(tree, (name) => name.endsWith(".py"));
    const gateways = findGateways(tree, files);
    const developed = settingsNamedIn(tree, "manage.py").map(({ value }) => value);
    const wsgi = detectWsgi(tree, gateways, developed, answers.wsgi);
    const wsgiFiles = wsgi.kind === "known" ? [wsgi.value.file].filter((file) => file !== undefined) : gateways.wsgi;
    const entryPoints = [...wsgiFiles, ...gateways.asgi, "manage.py"];
    const settings = detectSettingsModule(tree, entryPoints, files, answers.settingsModule);
    const { folders, findings: notes } = projectFolders(searched, project);
    const python = detectPython(folders, answers.python);
    const requirements = detectRequirements(folders, answers.requirements);
    const health = detectHealthPath(tree, valueOf(settings), valueOf(wsgi)?.file, answers.healthPath);
    if (wsgi.kind === "open" || settings.kind === "open" || python.kind === "open") {
        return { kind: "problems", problems: [wsgi, settings, python].flatMap(problemOf) };
    }
    const app: DetectedApp = {
        directory: tree.root,
        wsgi: wsgi.value.target,
        settingsModule: settings.value,
        python: python.value,
        requirements: requirements.value,
        healthPath: health.value,
        findings: [
            ...findings,
            ...[wsgi, settings, python, requirements, health].flatMap((outcome) => outcome.findings),
            ...notes,
        ],
    };
    return { kind: "detected", app };
}

function valueOf<T>(outcome: Answer<T>): T | undefined {
    return outcome.kind === "known" ? outcome.value : undefined;
}

function problemOf(outcome: Answer<unknown>): DetectionProblem[] {
    return outcome.kind === "open" ? [outcome.problem] : [];
}

function readProblem({ path: where, reason }: Unreadable): DetectionProblem {
    return {
        where,
        got: `what cannot be read (${reason})`,
        allowed: "a readable file or folder, a file of at most 2 MB",
        remedy: "Give yourself the right to read it, or move it out of the application.",
    };
}
