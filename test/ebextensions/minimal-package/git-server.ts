import { execFileSync, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import { AddressInfo } from "node:net";
import * as path from "node:path";

/** What becomes of a request: served, refused with a status, or left without an answer. */
type Behaviour = "serve" | "hang" | { readonly status: number; readonly location?: string };

/** A Git server on this machine, git's own http-backend behind HTTP, that keeps the Authorization headers it was sent. */
export class GitServer {
    readonly authorizations: (string | undefined)[] = [];
    /** For the next requests, in order; all others are served. */
    readonly next: Behaviour[] = [];
    onHang: () => void = () => undefined;
    private readonly server: http.Server;

    private constructor(private readonly root: string) {
        this.server = http.createServer((request, response) => {
            this.authorizations.push(request.headers.authorization);
            this.respond(this.next.shift() ?? "serve", request, response);
        });
    }

    static async start(root: string): Promise<GitServer> {
        const server = new GitServer(root);
        await new Promise<void>((resolve) => server.server.listen(0, "127.0.0.1", resolve));
        return server;
    }

    url(repository: string): string {
        return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/${repository}`;
    }

    stop(): void {
        this.server.closeAllConnections();
        this.server.close();
    }

    private respond(behaviour: Behaviour, request: http.IncomingMessage, response: http.ServerResponse): void {
        if (behaviour === "hang") {
            this.onHang();
        } else if (behaviour === "serve") {
            this.serve(request, response);
        } else {
            response.writeHead(
                behaviour.status,
                behaviour.location === undefined ? {} : { location: behaviour.location },
            );
            response.end();
        }
    }

    /** CGI, as https://git-scm.com/docs/git-http-backend describes it. */
    private serve(request: http.IncomingMessage, response: http.ServerResponse): void {
        const url = new URL(request.url ?? "/", "http://localhost");
        const backend = spawn("git", ["http-backend"], {
            env: {
                PATH: process.env["PATH"],
                GIT_PROJECT_ROOT: this.root,
                GIT_HTTP_EXPORT_ALL: "1",
                REQUEST_METHOD: request.method,
                PATH_INFO: url.pathname,
                QUERY_STRING: url.search.slice(1),
                CONTENT_TYPE: request.headers["content-type"] ?? "",
                HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
                GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
                // Repositories of another user are refused otherwise.
                GIT_CONFIG_COUNT: "1",
                GIT_CONFIG_KEY_0: "safe.directory",
                GIT_CONFIG_VALUE_0: "*",
            },
        });
        request.pipe(backend.stdin);
        const chunks: Buffer[] = [];
        backend.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
        backend.on("close", () => {
            const all = Buffer.concat(chunks);
            const end = all.indexOf("\r\n\r\n");
            const headers = all.subarray(0, end).toString().split("\r\n");
            const status = headers.find((line) => line.startsWith("Status:"))?.slice(8, 11);
            response.writeHead(
                Number(status ?? 200),
                headers.filter((line) => !line.startsWith("Status:")).flatMap((line) => line.split(": ", 2)),
            );
            response.end(all.subarray(end + 4));
        });
    }
}

/**
 * A bare repository with one commit per tree, the oldest first. A content `-> target` makes a link, `submodule` an entry for one.
 *
 * @returns the ids of the commits
 */
export function makeRepository(
    root: string,
    name: string,
    trees: readonly Readonly<Record<string, string>>[],
): string[] {
    const work = path.join(root, "work");
    const git = (...args: string[]) =>
        execFileSync("git", ["-C", work, ...args], {
            encoding: "utf8",
            env: {
                PATH: process.env["PATH"],
                GIT_CONFIG_NOSYSTEM: "1",
                GIT_CONFIG_GLOBAL: "/dev/null",
                GIT_AUTHOR_NAME: "a",
                GIT_AUTHOR_EMAIL: "a@example.com",
                GIT_COMMITTER_NAME: "a",
                GIT_COMMITTER_EMAIL: "a@example.com",
            },
        }).trim();
    fs.mkdirSync(work, { recursive: true });
    git("init", "--quiet", "--initial-branch=main");
    const commits = trees.map((tree, i) => {
        for (const [file, content] of Object.entries(tree)) {
            fs.mkdirSync(path.dirname(path.join(work, file)), { recursive: true });
            if (content === "submodule") {
                continue;
            }
            if (content.startsWith("-> ")) {
                fs.symlinkSync(content.slice(3), path.join(work, file));
            } else {
                fs.writeFileSync(path.join(work, file), content);
            }
        }
        git("add", "--all", "--force");
        for (const [file] of Object.entries(tree).filter(([, content]) => content === "submodule")) {
            git("update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},${file}`);
        }
        git("commit", "--quiet", "--message", `commit ${i}`);
        return git("rev-parse", "HEAD");
    });
    git("clone", "--quiet", "--bare", work, path.join(root, name));
    fs.rmSync(work, { recursive: true });
    return commits;
}
