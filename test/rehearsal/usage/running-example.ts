import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as path from "node:path";
import { repository } from "../../../cli/repository";
import { install, programOf, virtualEnvironment, VirtualEnvironment } from "../../../cli/virtual-environment";
import type { BucketObject } from "../../../rehearsal/usage/expectations";
import type { HttpTarget } from "../../../rehearsal/usage/http-client";
import type { Outcome } from "../../../rehearsal/model";

/** The production settings of an example, with what a laptop lacks replaced: PostgreSQL and S3. */
const settings = `
from config.settings.production import *
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "%/db.sqlite3", "OPTIONS": {"timeout": 20}}}
MEDIA_URL = "/media/"
MEDIA_ROOT = "%/media"
STATIC_ROOT = "%/static"
STORAGES["default"] = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
ROOT_URLCONF = "laptop_urls"
`;

/** Stands for the bucket's own address. */
const urls = `
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.static import serve
from config.settings.production import *
from config.urls import urlpatterns
urlpatterns = [path("media/<path:path>", login_not_required(serve), {"document_root": "%/media"}), *urlpatterns]
`;

const variables = {
    DJANGO_SETTINGS_MODULE: "laptop",
    SECRET_KEY: "x".repeat(50),
    ALLOWED_HOSTS: "site.example.com",
    DATABASE_URL: "postgresql://nobody:none@localhost/none",
    AWS_STORAGE_BUCKET_NAME: "none",
    AWS_S3_REGION_NAME: "us-east-1",
    PYTHONDONTWRITEBYTECODE: "1",
};

export interface RunningExample {
    readonly target: HttpTarget;
    manage(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Outcome>;
    bucketObjects(): Promise<readonly BucketObject[]>;
    staticFiles(): Promise<readonly string[]>;
    stop(): Promise<void>;
}

export const exampleEnvironment = (name: string): VirtualEnvironment | undefined =>
    virtualEnvironment(path.join(repository, "examples", name, "requirements.txt"));

/**
 * An example served by its own Gunicorn on a socket, as in production but for database and bucket.
 *
 * @param workers - management commands that run beside it
 */
export async function runExample(
    name: string,
    environment: VirtualEnvironment,
    folder: string,
    workers: readonly string[] = [],
): Promise<RunningExample> {
    await install(environment, "the example's requirements");
    fs.mkdirSync(path.join(folder, "media"));
    fs.writeFileSync(path.join(folder, "laptop.py"), settings.replaceAll("%", folder));
    fs.writeFileSync(path.join(folder, "laptop_urls.py"), urls.replaceAll("%", folder));
    const cwd = path.join(repository, "examples", name);
    const env = { PATH: process.env["PATH"], ...variables, PYTHONPATH: `${folder}:${cwd}` };
    const manage = (args: readonly string[], more: Readonly<Record<string, string>> = {}): Outcome => {
        const command = ["manage.py", ...args];
        const run = spawnSync(programOf(environment, "python"), command, {
            cwd,
            env: { ...env, ...more },
            encoding: "utf8",
        });
        return { code: run.status ?? 1, output: run.stdout + run.stderr, stdout: run.stdout };
    };
    for (const step of [["migrate"], ["collectstatic", "--noinput"]]) {
        const { code, output } = manage(step);
        if (code !== 0) {
            throw new Error(output);
        }
    }
    const socketPath = path.join(folder, "gunicorn.sock");
    const web = ["--bind", `unix:${socketPath}`, "--worker-tmp-dir", folder, "config.wsgi"];
    const stops = [
        await started(programOf(environment, "gunicorn"), web, { cwd, env, ready: "Listening at" }),
        ...(await Promise.all(
            workers.map((worker) =>
                started(programOf(environment, "python"), ["manage.py", worker], { cwd, env, ready: "Waiting for" }),
            ),
        )),
    ];
    return {
        target: { socketPath },
        manage: (args, more) => Promise.resolve(manage(args, more)),
        bucketObjects: () => Promise.resolve(filesIn(path.join(folder, "media"))),
        staticFiles: () => Promise.resolve(filesIn(path.join(folder, "static")).map(({ key }) => key)),
        stop: async () => {
            await Promise.all(stops.map((stop) => stop()));
        },
    };
}

async function started(
    program: string,
    args: readonly string[],
    { ready, ...options }: { cwd: string; env: NodeJS.ProcessEnv; ready: string },
): Promise<() => Promise<void>> {
    const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    // A test that is broken off would leave it running.
    const end = () => child.kill("SIGTERM");
    process.once("exit", end);
    await new Promise<void>((resolve, reject) => {
        let log = "";
        const read = (piece: Buffer) => {
            log += piece.toString();
            if (log.includes(ready)) {
                resolve();
            }
        };
        child.stdout.on("data", read);
        child.stderr.on("data", read);
        child.once("exit", () => {
            reject(new Error(`${program} did not start:\n${log}`));
        });
        child.once("error", reject);
    });
    return async () => {
        process.removeListener("exit", end);
        const ended = once(child, "exit");
        end();
        await ended;
    };
}

const filesIn = (folder: string): BucketObject[] =>
    fs
        .readdirSync(folder, { withFileTypes: true, recursive: true })
        .filter((each) => each.isFile())
        .map((each) => path.join(each.parentPath, each.name))
        .sort()
        .map((file) => ({ key: path.relative(folder, file), body: fs.readFileSync(file) }));
