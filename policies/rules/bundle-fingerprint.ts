import { everywhere } from "../levels";
import { objectOfVersion, versionType } from "../read/bundle";
import { peek, peekText } from "../read/peek";
import type { GraphResource, Rule } from "../rule";

export const bundleFingerprint: Rule = {
    name: "bundle-fingerprint",
    displayName: "Fingerprint in key and label",
    description: "The S3 key and the label of an application version change with its content.",
    levels: everywhere,
    severity: "medium",
    remediationSteps: "Put a digest of the archive into the S3 object's key and into the version's name.",
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_CreateApplicationVersion.html",
    tags: ["bundle"],
    sees: "graph",
    types: [versionType],
    judge(version, graph) {
        // A key that is made from something of this run is no constant; so it is with a label.
        const key = peekText(version.props, "key") ?? peekText(objectOfVersion(version, graph)?.props, "key");
        const label = labelOf(version);
        const shared = key !== undefined && label !== undefined && sharesNumber(key, label);
        return [
            ...(key === undefined || shared || distinguishes(key) ? [] : [finding("S3 key (key)", constantKey)]),
            ...(label === undefined || shared || distinguishes(label) ? [] : [finding("label (name)", constantLabel)]),
        ];
    },
};

const constantKey =
    "The location of a version cannot change after its creation, so a new archive under the same key is not deployed, and the old one is lost for a rollback";
const constantLabel =
    "An environment is updated only when the label that it runs changes, so a new archive under the same label is not deployed";

const finding = (what: string, why: string): string =>
    `The ${what} of the application version holds nothing that changes with its content. ${why}. ` +
    "In this project: nothing is to be set, both hold the fingerprint of the bundle. In any other program: put a digest of the archive, " +
    "or the commit that it was made from, into the key of the S3 object and the name of the version.";

/** Undefined when it is new with each version: not known yet, or made up by the provider, which ends names with seven hexadecimal digits. */
function labelOf({ name, props }: GraphResource): string | undefined {
    const label = peek(props, "name").kind === "known" ? peekText(props, "name") : undefined;
    return label?.startsWith(`${name}-`) === true && /^[0-9a-f]{7}$/.test(label.slice(name.length + 1))
        ? undefined
        : label;
}

/**
 * What an archive's content, or the run that made it, leaves in a name. Of a release's number nobody can tell whether it is raised with each change, so it counts.
 */
const marks: readonly RegExp[] = [
    // A digest, a commit (Git abbreviates to seven digits), a UUID, a time without signs. Twelve digits that are no time are the id of an account.
    /(?<![0-9a-z])v?(?!(?!20\d\d[01])\d{12}(?![0-9a-z]))[0-9a-f]{7,}(?![0-9a-z])/i,
    // A digest in base 32, 36 or 62: numbers between letters, more than once, tell it from words with a number or two.
    /(?<![0-9a-z])(?=[0-9a-z]{8})[0-9a-z]*[0-9][a-z]+[0-9]+[0-9a-z]*(?![0-9a-z])/i,
    // One with a single number, among letters that are no words: few have no vowel in five letters.
    /(?<![0-9a-z])(?=[0-9a-z]{10})(?=[0-9a-z]*[bcdfghj-np-tv-z]{5})[0-9a-z]*[0-9][a-z]+[0-9a-z]*(?![0-9a-z])/i,
    /\d{4}-\d\d-\d\d/,
    /\d{6}[-_T]\d{6}/,
    /\d+\.\d+\.\d+/,
];

const distinguishes = (text: string): boolean => marks.some((mark) => mark.test(text));

/** A number of a build or a release, if both have it as a part of its own: `notes-7` and `7.zip`, `v1.2` and `1.2.zip`. An account's id is none. */
function sharesNumber(key: string, label: string): boolean {
    const numbers = (text: string): readonly string[] =>
        [...text.matchAll(/(?<![0-9a-z])(?:v?(\d+(?:\.\d+)+)|(\d+))(?![0-9a-z])/gi)].map((it) => it[1] ?? it[2] ?? "");
    const ofLabel = numbers(label);
    return numbers(key).some((number) => !/^\d{12}$/.test(number) && ofLabel.includes(number));
}
