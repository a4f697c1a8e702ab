import { createHash } from "node:crypto";
import type { Outcome } from "../model";
import { command, step } from "./command-step";
import { Deployment, Part, staging, Target, virtualEnvironment } from "./target";

const parent = "/var/app/venv";

/**
 * The virtual environment, made with the first deployment and kept by later ones, and what requirements.txt names, by pip as root.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/python-configuration-requirements.html
 *
 * On the Docker platform it stands for what the images install, and nothing comes from the platform.
 */
export const requirements: Part = async (target, deployment) => {
    const key = keyOf(target, deployment);
    const { shell, environments } = target;
    const isThere = (await shell.run(["test", "-d", virtualEnvironment])).code === 0;
    if (!isThere && environments?.has(key) === true) {
        return step(target, deployment, start(deployment, "virtual environment"), () =>
            kept(target, `${environments.inside}/${key}`),
        );
    }
    const made = isThere || (await create(target, deployment));
    if (!made || !(await install(target, deployment))) {
        return false;
    }
    if (target.docker === undefined && !(await webServer(target, deployment))) {
        return false;
    }
    if (!isThere) {
        await environments?.keep(key, parent);
    }
    return true;
};

const start = ({ bundle }: Deployment, name: string) => ({
    phase: "requirements" as const,
    name,
    ...(bundle.sizes.has("requirements.txt") ? { file: "requirements.txt" } : {}),
});

async function kept(target: Target, folder: string) {
    const { code, output } = await target.shell.run(["cp", "-a", folder, parent]);
    return {
        verdict: code === 0 ? ("ok" as const) : ("failed" as const),
        exitCode: code,
        output,
        note: "Installed by an earlier rehearsal from the same requirements.",
    };
}

const create = (target: Target, deployment: Deployment) =>
    step(
        target,
        deployment,
        { phase: "requirements", name: "python -m venv" },
        command(target, deployment, [target.python.program, "-m", "venv", virtualEnvironment], {}),
    );

async function install(target: Target, deployment: Deployment): Promise<boolean> {
    const { bundle } = deployment;
    if (!bundle.sizes.has("requirements.txt")) {
        const pipfile = bundle.sizes.has("Pipfile");
        return step(target, deployment, { phase: "requirements", name: "requirements.txt" }, () =>
            Promise.resolve({
                verdict: pipfile ? "assumed" : "skipped",
                note: pipfile
                    ? "The platform installs from the Pipfile; that is not rehearsed."
                    : "The bundle has no requirements.txt, so nothing is installed.",
            }),
        );
    }
    return step(
        target,
        deployment,
        start(deployment, "pip install -r requirements.txt"),
        command(target, deployment, pip("-r", "requirements.txt"), {
            cwd: staging,
            env: target.docker === undefined ? { ...deployment.variables } : {},
            network: true,
        }),
    );
}

/** The platform brings Gunicorn. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/python-configuration-procfile.html */
async function webServer(target: Target, deployment: Deployment): Promise<boolean> {
    if ((await target.shell.run(["test", "-x", `${virtualEnvironment}/bin/gunicorn`])).code === 0) {
        return true;
    }
    return step(target, deployment, { phase: "requirements", name: "the platform's Gunicorn" }, async () => {
        const outcome: Outcome = await target.shell.run(pip("gunicorn"), { network: true });
        return {
            verdict: outcome.code === 0 ? "ok" : "failed",
            exitCode: outcome.code,
            output: outcome.output,
            note: "The requirements do not name gunicorn. The current release stands for the platform's.",
        };
    });
}

const pip = (...args: string[]): string[] => [
    `${virtualEnvironment}/bin/python`,
    ...["-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--progress-bar", "off", ...args],
];

/** Says what an environment was made of: the interpreter, and every file that the requirements may name. */
function keyOf({ python, docker }: Target, { bundle }: Deployment): string {
    const hash = createHash("sha256").update(`${python.program} ${python.version}\n`);
    if (docker !== undefined) {
        hash.update("of images\n");
    }
    for (const [path, size] of [...bundle.sizes].sort(([a], [b]) => (a < b ? -1 : 1))) {
        if (/\.(whl|tar\.gz)$/.test(path)) {
            hash.update(`${path} ${size}\n`);
        } else if (/(requirements|constraints)[^/]*(\/[^/]*)?\.(txt|in)$/i.test(path)) {
            hash.update(`${path}\n${bundle.texts.get(path) ?? ""}\n`);
        }
    }
    return `venv-${hash.digest("hex").slice(0, 16)}`;
}
