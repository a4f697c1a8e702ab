import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { parseRequirements, pinnedVersion } from "../../../components/python-dependencies/requirements-file";

const named = (name: string, specifier = "", more: object = {}) => ({
    kind: "named",
    line: 1,
    name,
    extras: "",
    specifier,
    hashes: [],
    ...more,
});

describe("parseRequirements", () => {
    const table: Readonly<Record<string, object[]>> = {
        Django: [named("Django")],
        "Django == 4.2 # because": [named("Django", "==4.2")],
        'requests [security, socks] >= 2.8.1, == 2.8.* ; python_version < "2.7"': [
            named("requests", ">=2.8.1,==2.8.*", { extras: "[security,socks]", marker: 'python_version < "2.7"' }),
        ],
        "a;sys_platform=='win32'": [named("a", "", { marker: "sys_platform=='win32'" })],
        "a (>=1)": [named("a", ">=1")],
        "urllib3 @ https://host.example/a;b.zip": [named("urllib3", "", { url: "https://host.example/a;b.zip" })],
        'urllib3 @ https://host.example/a.zip ; python_version > "3"': [
            named("urllib3", "", { url: "https://host.example/a.zip", marker: 'python_version > "3"' }),
        ],
        "a==1 --hash=sha256:aa --hash sha256:bb": [named("a", "==1", { hashes: ["sha256:aa", "sha256:bb"] })],
        "a==1 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\nb": [
            named("a", "==1", { hashes: ["sha256:aa", "sha256:bb"] }),
            { ...named("b"), line: 4 },
        ],
        "-r base.txt": [{ kind: "include", line: 1, path: "base.txt", constraint: false }],
        "-rbase.txt": [{ kind: "include", line: 1, path: "base.txt", constraint: false }],
        "--requirement=base.txt": [{ kind: "include", line: 1, path: "base.txt", constraint: false }],
        '-c "with blank.txt"': [{ kind: "include", line: 1, path: "with blank.txt", constraint: true }],
        "-e .": [{ kind: "path", line: 1, path: ".", editable: true, hashes: [] }],
        "--editable=./libs/x[extra]": [{ kind: "path", line: 1, path: "./libs/x", editable: true, hashes: [] }],
        "-e git+https://host.example/x.git#egg=x": [
            { kind: "url", line: 1, url: "git+https://host.example/x.git#egg=x", editable: true, hashes: [] },
        ],
        "./libs/x": [{ kind: "path", line: 1, path: "./libs/x", editable: false, hashes: [] }],
        "libs/x": [{ kind: "path", line: 1, path: "libs/x", editable: false, hashes: [] }],
        "x-1.0-py3-none-any.whl": [
            { kind: "path", line: 1, path: "x-1.0-py3-none-any.whl", editable: false, hashes: [] },
        ],
        "https://host.example/x.whl": [
            { kind: "url", line: 1, url: "https://host.example/x.whl", editable: false, hashes: [] },
        ],
        "-i https://host.example/simple": [
            { kind: "option", line: 1, name: "--index-url", value: "https://host.example/simple" },
        ],
        "--no-index --find-links=wheels": [
            { kind: "option", line: 1, name: "--no-index", value: "" },
            { kind: "option", line: 1, name: "--find-links", value: "wheels" },
        ],
        "--pre\r\n\r\n  # only this\r\na": [
            { kind: "option", line: 1, name: "--pre", value: "" },
            { ...named("a"), line: 4 },
        ],
        "\uFEFFa": [named("a")],
        "a \\\n# a comment ends the statement\n>=1": [named("a"), { ...named(">=1"), line: 3 }],
        "": [],
    };
    for (const [text, lines] of Object.entries(table)) {
        it(JSON.stringify(text), () => assert.deepEqual(parseRequirements(text), lines));
    }

    it("gives pinned names back whatever surrounds them", () => {
        const name = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9_-]{0,8}[A-Za-z0-9])?$/);
        const version = fc.stringMatching(/^[0-9]{1,3}(\.[0-9]{1,3}){0,2}$/);
        const line = fc.record({
            name,
            version,
            comment: fc.constantFrom("", "  # x", "\t# --hash=no"),
            end: fc.constantFrom("\n", "\r\n"),
        });
        fc.assert(
            fc.property(fc.array(line), (lines) => {
                const text = lines
                    .map(({ name, version, comment, end }) => `${name}==${version}${comment}${end}`)
                    .join("");
                const found = parseRequirements(text).map((one) =>
                    one.kind === "named" ? [one.line, one.name, pinnedVersion(one.specifier)] : one,
                );
                assert.deepEqual(
                    found,
                    lines.map(({ name, version }, index) => [index + 1, name, version]),
                );
            }),
        );
    });

    it("never throws", () => {
        fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => void parseRequirements(text)));
    });

    it("knows a pin from a range", () => {
        const specifiers = ["==1.0", "===1.0", "==1.*", ">=1", "==1,!=2", ""];
        assert.deepEqual(specifiers.map(pinnedVersion), ["1.0", "1.0", undefined, undefined, undefined, undefined]);
    });
});
