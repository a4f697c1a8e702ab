import * as assert from "node:assert/strict";
import { readDockerfile } from "../../../rehearsal/docker/dockerfile";
import { isIgnored } from "../../../rehearsal/docker/ignored-files";

const read = (lines: readonly string[], more: { target?: string; arguments?: Record<string, string> } = {}) =>
    readDockerfile(lines.join("\n"), { context: ".", file: "Dockerfile", ...more });
const image = (lines: readonly string[], more = {}) => read(lines, more) ?? assert.fail("no stage");
/** What is done for the instructions of the last stage, without their texts. */
const works = (...lines: readonly string[]) =>
    (image(["FROM python:3.13 AS base", "FROM base", ...lines]).stages.at(-1)?.steps ?? []).map((step) =>
        Object.fromEntries(Object.entries(step).filter(([key]) => key !== "text" && key !== "line")),
    );

describe("readDockerfile", () => {
    it("knows the environment, by the rules of quotes and variables", () => {
        const { environment } = image(
            [
                "ARG VERSION=1",
                "FROM python:3.13",
                "ARG KIND",
                'ENV A=1 B="two words" C=\'$A\' D="\\$A \\"q\\"" E=a\\ b',
                "ENV F=${A}x${VERSION} G=${NONE:-none} H=$KIND",
                "ENV OLD the old form",
                "ENV PATH=/opt/bin:$PATH",
            ],
            { arguments: { KIND: "prod" } },
        );
        assert.deepEqual(environment, {
            PATH: "/opt/bin:/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin",
            A: "1",
            B: "two words",
            C: "$A",
            D: '$A "q"',
            E: "a b",
            F: "1x1",
            G: "none",
            H: "prod",
            OLD: "the old form",
        });
    });

    it("takes over from the stage below, and stops at the one that is asked for", () => {
        const lines = [
            "FROM python:3.13 AS base",
            "ENV A=1",
            "WORKDIR /srv",
            "RUN groupadd -g 500 web && useradd -u 501 -g web web",
            "USER web",
            'ENTRYPOINT ["run"]',
            "EXPOSE 8000/tcp",
            "FROM base AS app",
            "WORKDIR app",
            "CMD start it",
            "FROM scratch AS other",
            'CMD ["never"]',
        ];
        const { environment, folder, user, entrypoint, command, exposed, stages } = image(lines, { target: "app" });
        assert.deepEqual(
            {
                a: environment["A"],
                folder,
                user,
                entrypoint,
                command,
                exposed,
                stages: stages.map(({ name, base }) => [name, base]),
            },
            {
                a: "1",
                folder: "/srv/app",
                user: { name: "web", uid: 501, gid: 500 },
                entrypoint: ["run"],
                command: ["/bin/sh", "-c", "start it"],
                exposed: [8000],
                stages: [
                    ["base", "python:3.13"],
                    ["app", "base"],
                ],
            },
        );
        assert.equal(read(lines, { target: "none" }), undefined);
        assert.equal(read(["# nothing"]), undefined);
    });

    const rows: readonly [string, readonly object[]][] = [
        ["COPY . ./", [{ do: "copy", sources: ["."], target: "/", stage: undefined, owner: undefined }]],
        [
            "COPY --chown=app:app a.txt /b.txt",
            [{ do: "copy", sources: ["a.txt"], target: "/b.txt", stage: undefined, owner: "app:app" }],
        ],
        [
            'COPY --from=base ["/a b", "/c"]',
            [{ do: "copy", sources: ["/a b"], target: "/c", stage: "base", owner: undefined }],
        ],
        ["COPY a b /c", [{ do: "copy", sources: ["a", "b"], target: "/c/", stage: undefined, owner: undefined }]],
        [
            "COPY --from=node:22 /x /x",
            [{ do: "assumed", why: "The files are in the image node:22, which only an engine pulls." }],
        ],
        ["ADD https://example.com/a /a", [{ do: "assumed", why: "Docker fetches or unpacks it." }]],
        ["WORKDIR /a/../b", [{ do: "folder", folders: ["/b"], owner: undefined }]],
        ["RUN rm -rf .env /x", [{ do: "remove", files: ["/.env", "/x"] }]],
        ["RUN mkdir -p /a /b", [{ do: "folder", folders: ["/a", "/b"], owner: undefined }]],
        ["RUN install -d -m 0755 -o app -g app /a", [{ do: "folder", folders: ["/a"], owner: "app:app" }]],
        ["RUN pip install -r requirements.txt", [{ do: "requirements" }]],
        ["RUN python -m venv /opt/venv && /opt/venv/bin/pip install x", [{ do: "requirements" }]],
        ["RUN useradd app", [{ do: "user" }]],
        [
            "RUN apt-get update && apt-get install -y gcc",
            [{ do: "assumed", why: "It installs packages of the image's own system; this machine's stand for them." }],
        ],
        [
            "RUN rm -rf $HOME",
            [{ do: "assumed", why: "Only an engine runs a command inside the image while it is built." }],
        ],
        ["ENV A=1", []],
    ];
    for (const [line, expected] of rows) {
        it(`knows what to do for ${line}`, () => {
            assert.deepEqual(works(line), expected);
        });
    }
});

describe("isIgnored", () => {
    const rows: readonly [string, Readonly<Record<string, boolean>>][] = [
        [".env", { ".env": true, "a/.env": false }],
        ["/.git/", { ".git/HEAD": true, "a/.git/HEAD": false }],
        ["**/*.pyc", { "a.pyc": true, "a/b.pyc": true, "a.py": false }],
        ["*", { a: true, "a/b": true }],
        ["*\n!a/b", { a: true, "a/b": false, "a/b/c": false, "a/d": true }],
        ["# .env\n\n", { ".env": false }],
    ];
    for (const [text, files] of rows) {
        it(`reads ${JSON.stringify(text)}`, () => {
            const ignored = isIgnored(text.split("\n"));
            assert.deepEqual(Object.fromEntries(Object.keys(files).map((file) => [file, ignored(file)])), files);
        });
    }
});
