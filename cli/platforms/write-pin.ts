import { isDeepStrictEqual } from "node:util";
import { isMap, isScalar, parseDocument, YAMLMap } from "yaml";
import { Table, table } from "../../components/parsed-values";
import { Problem } from "../../components/problem";
import type { Settings } from "../../components/settings";

const appKey = "django-beanstalk:app";

/**
 * Puts a release into the text of a stack file and changes nothing else: comments, quotes, order and line ends stay as they were.
 *
 * @returns the new text, or what keeps it from being made
 */
export function withRelease(
    text: string,
    kind: Settings["app"]["platform"]["kind"],
    release: string,
): string | Problem {
    const changed = edited(text, kind, release);
    return changed !== undefined && isDeepStrictEqual(configOf(changed), wanted(configOf(text), kind, release))
        ? changed
        : {
              where: "app.platform",
              got: "a form that cannot be edited without touching the rest of the file (an anchor, an alias or a merge)",
              remedy: `Write it by hand: app: {platform: {kind: ${kind}, release: "${release}"}}`,
          };
}

/** The value must mean what it should, whatever the file looks like. */
const configOf = (text: string): Table => table(parseDocument(text).toJS());

function wanted(file: Table, kind: string, release: string): Table {
    const config = table(file["config"]);
    const app = table(config[appKey]);
    const platform = app["platform"] === undefined ? { kind, release } : { ...table(app["platform"]), release };
    return { ...file, config: { ...config, [appKey]: { ...app, platform } } };
}

function edited(text: string, kind: string, release: string): string | undefined {
    const document = parseDocument(text);
    const app = document.getIn(["config", appKey], true);
    if (!isMap(app)) {
        return undefined;
    }
    const platform = app.get("platform", true);
    if (platform === undefined) {
        return inserted(text, app, "name", "platform", `{kind: ${kind}, release: "${release}"}`);
    }
    if (!isMap(platform)) {
        return undefined;
    }
    const old: unknown = platform.get("release", true);
    if (old === undefined) {
        return inserted(text, platform, "kind", "release", `"${release}"`);
    }
    const range = isScalar(old) ? (old.range ?? undefined) : undefined;
    return range === undefined ? undefined : `${text.slice(0, range[0])}"${release}"${text.slice(range[1])}`;
}

/** Behind a sibling that the schema demands, and that is one word. */
function inserted(text: string, map: YAMLMap, sibling: string, key: string, value: string): string | undefined {
    const pair = map.items.find((item) => isScalar(item.key) && item.key.value === sibling);
    const start = isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
    const end = isScalar(pair?.value) ? pair.value.range?.[1] : undefined;
    if (start === undefined || end === undefined) {
        return undefined;
    }
    if (map.flow === true) {
        return `${text.slice(0, end)}, ${key}: ${value}${text.slice(end)}`;
    }
    const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
    const at = [text.indexOf(lineEnd, end), text.length].find((index) => index >= 0) ?? text.length;
    const indent = " ".repeat(start - (text.lastIndexOf("\n", start - 1) + 1));
    return `${text.slice(0, at)}${lineEnd}${indent}${key}: ${value}${text.slice(at)}`;
}
