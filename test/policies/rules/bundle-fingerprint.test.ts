import { bundleFingerprint } from "../../../policies/rules/bundle-fingerprint";
import { Described, secret, unknown } from "../../support/policy-runner";
import { bundle } from "../sample-stack";
import { itJudges, Scenario } from "../scenarios";

const remedy =
    "In this project: nothing is to be set, both hold the fingerprint of the bundle. In any other program: put a digest of the archive, or the commit that " +
    "it was made from, into the key of the S3 object and the name of the version.";
const constantKey =
    "The S3 key (key) of the application version holds nothing that changes with its content. The location of a version cannot change after its creation, so " +
    `a new archive under the same key is not deployed, and the old one is lost for a rollback. ${remedy}`;
const constantLabel =
    "The label (name) of the application version holds nothing that changes with its content. An environment is updated only when the label that it runs " +
    `changes, so a new archive under the same label is not deployed. ${remedy}`;

const stack = (key: unknown, name: unknown) => (): Described[] => {
    const [version, object] = bundle("/bundle.zip", key as string);
    return [{ ...version!, props: { ...version!.props, name } }, object!];
};
const digest = "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9";

describe("bundle-fingerprint", () => {
    const right: [string, unknown, unknown][] = [
        ["this project's digest", `bundles/${digest}.zip`, `notes-version-v129-fix-${digest.slice(0, 12)}-1a2b3c4`],
        ["a commit as Git abbreviates it", "notes/a1b2c3d.zip", "a1b2c3d"],
        ["a digest in the key and a commit in the label", `${digest}.zip`, "notes-a1b2c3d"],
        ["a digest in base 32", "notes-mfrggzdf2xgk4.zip", "MFRGGZDF2XGK4"],
        ["a day and a digest", "2026-11-22-deadbeef.zip", "2026-11-22-deadbeef"],
        ["a time", "app-20261122T101500.zip", "app-261122_101500123456"],
        ["a release's number", "notes-1.12.0.zip", "v1.12.0"],
        ["a build's number that both have", "builds/142/app.zip", "notes-142"],
        ["a build's number of one digit", "builds/7.zip", "build-7"],
        ["a release of two parts", "app-1.2.zip", "app-v1.2"],
        ["a time of twelve digits", "app-202611221015.zip", "202611221015"],
        ["a label made up by the provider", `${digest}.zip`, "version-1a2b3c4"],
    ];
    const wrong: [string, unknown, unknown, readonly string[]][] = [
        ["latest", "notes/latest.zip", "latest", [constantKey, constantLabel]],
        ["v1", "notes-v1.zip", "v1", [constantKey, constantLabel]],
        ["a plain word of hexadecimal size", "notes/application.zip", "production", [constantKey, constantLabel]],
        ["a version of Python", "python312/application.zip", "python314", [constantKey, constantLabel]],
        ["an account's id", "111122223333/app.zip", "notes-111122223333", [constantKey, constantLabel]],
        ["words with a number between", "python3app.zip", "web2production", [constantKey, constantLabel]],
        ["a number that is a part of a word", "builds/python312.zip", "312", [constantKey, constantLabel]],
        ["a constant key under a label with a digest", "app.zip", `notes-${digest}`, [constantKey]],
        ["a constant label over a key with a digest", `${digest}.zip`, "v1", [constantLabel]],
        ["a constant key under a label made up by the provider", "app.zip", "version-1a2b3c4", [constantKey]],
        ["a number in only one of both", "builds/142/app.zip", "notes", [constantKey, constantLabel]],
    ];
    const reads = ["version.key", "version.name"];
    itJudges(bundleFingerprint, [
        ...right.map(([title, key, name]): Scenario => ({
            title: `${title} is right`,
            stack: stack(key, name),
            reads,
        })),
        ...wrong.map(([title, key, name, finds]): Scenario => ({
            title: `${title} is wrong`,
            stack: stack(key, name),
            finds,
        })),
        {
            title: "in a dev stack too",
            stack: stack("app.zip", "v1-a1b2c3d"),
            stage: "dev",
            finds: [constantKey],
        },
        { title: "what is not known yet is made in this run", stack: stack(unknown, unknown), reads },
        { title: "an absent label is made up by the provider", stack: stack(`${digest}.zip`, undefined), reads },
        {
            title: "an unknown key of the version is that of its object",
            stack: () => {
                const [version, object] = bundle("/bundle.zip", "app.zip");
                return [{ ...version!, props: { ...version!.props, key: unknown } }, object!];
            },
            finds: [constantKey],
        },
        {
            title: "a secret key is wrong and not repeated",
            stack: stack(secret("hunter2"), `n-${digest}`),
            finds: [constantKey],
        },
    ]);
});
